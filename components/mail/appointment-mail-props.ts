import type { AppointmentNews } from "@/lib/notifications/schema";

import type { MailCompany } from "./mail-company";
import type { MailTranslate } from "./mail-translate";

/** Until when a change costs what it costs now, and what comes after that. */
export type MailSpan = {
  /** "Mittwoch, 25. November, 14:30 Uhr" */
  until: string;
  /** Open where it is not known. */
  cost: "free" | "open" | "fee";
  fee: string;
  /** ", danach für 24,50 € bis Donnerstag, 26. November, 12:30 Uhr"; empty where nothing comes after it. */
  then: string;
};

/** What the customer may still do; null where it is not possible. */
export type MailDeadline = {
  reschedule: MailSpan | null;
  cancel: MailSpan | null;
  reschedulesLeft: number;
};

export type AppointmentMailProps = {
  t: MailTranslate;
  locale: string;
  company: MailCompany;
  audience: "customer" | "staff";
  kind: AppointmentNews;
  /** Which sentences: the kind, or what of it concerns this reader alone. */
  words: AppointmentNews | "handedOver" | "takenOver" | "serviceChanged" | "newLink";
  /** Whether an answer to this mail reaches the company. */
  canAnswer: boolean;
  recipientName: string | null;
  customer: string;
  staff: string;
  /** "Freitag, 27. November" */
  day: string;
  /** "10:15–11:00 Uhr" */
  time: string;
  /** Said only when the reader's clock and the venue's differ. */
  zone: string | null;
  /** The time before a move: "Do, 26. November, 14:30–15:15 Uhr". */
  previous: string | null;
  service: string;
  /** Before a change, where there was one. */
  previousService: string | null;
  previousStaff: string | null;
  /** Of another service. */
  price: string | null;
  place: { text: string; url: string | null } | null;
  /** "von Ihnen, heute um 09:46 Uhr" */
  changedBy: string | null;
  reason: string | null;
  fee: string | null;
  deadline: MailDeadline | null;
  /** The manage link for a customer, the portal's page for staff. */
  actionUrl: string;
  calendarUrl: string | null;
};
