import * as z from "zod";

import type { AppointmentStatus } from "@/lib/appointments/schema";
import { emailSchema } from "@/lib/shared/email";
import type { Locale } from "@/lib/shared/schema";

export const askForAccessSchema = z.object({ email: emailSchema });

/** How long the link of the mail, and how long the visit that it opens lasts; the first is the table's default. */
export const ACCESS_LINK_MINUTES = 30;
export const VISIT_MINUTES = 60;

/** What the mail with the link says; everything else about it is in its row. */
export type AccessLinkSnapshot = {
  kind: "access_link";
  locale: Locale;
  name: string;
  company: { slug: string; name: string; accentColour: string; phone: string | null };
};

export type OwnAppointment = {
  id: string;
  startsAt: Date;
  endsAt: Date;
  timeZone: string;
  status: AppointmentStatus;
  isNewTimeAsked: boolean;
  service: string;
  staff: string;
  city: string;
  /** Whose it is: several people may share an address. */
  customer: string;
  customerTimeZone: string;
};

export type OwnAppointments = {
  email: string;
  upcoming: OwnAppointment[];
  /** Newest first. */
  past: OwnAppointment[];
  isOnePerson: boolean;
  endsAt: Date;
};
