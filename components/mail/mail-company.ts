/** Who the mail comes from, as its head and foot show it. */
export type MailCompany = {
  name: string;
  /** #rrggbb */
  accent: string;
  /** One line under everything: "Salon Morgenlicht GmbH, Kastanienallee 82, 10435 Berlin". */
  address: string | null;
  phone: string | null;
};
