import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";

export const companyId = "01960000-0000-7000-8000-000000000001";
export const appointmentId = "01960000-0000-7000-8000-000000000002";

export const snapshot = (change: Partial<AppointmentSnapshot> = {}): AppointmentSnapshot => ({
  audience: "customer",
  kind: "rescheduled",
  locale: "de",
  readerTimeZone: "Europe/Berlin",
  appointmentId,
  linkGeneration: 1,
  reference: "T-0001",
  version: 2,
  startsAt: "2027-03-11T12:00:00.000Z",
  endsAt: "2027-03-11T12:45:00.000Z",
  timeZone: "Europe/Berlin",
  previousStartsAt: "2027-03-10T09:00:00.000Z",
  previousEndsAt: "2027-03-10T09:45:00.000Z",
  previousStaff: null,
  customer: "Marlene Fischer",
  service: "Damenhaarschnitt",
  staff: "Lena Hofmann",
  branch: {
    name: "Berlin",
    street: "Kastanienallee 82",
    postalCode: "10435",
    city: "Berlin",
    phone: null,
  },
  company: { slug: "kiez", name: "Salon am Kiez", accentColour: "#6b3a6e", phone: "030 123456" },
  reason: "Anruf",
  changedBy: "Jana Richter",
  deadline: {
    rescheduleUntil: "2027-03-10T12:00:00.000Z",
    cancelUntil: "2027-03-10T12:00:00.000Z",
    reschedulesLeft: 2,
    fees: {
      reschedule: [{ until: "2027-03-10T12:00:00.000Z", feeMinor: 0 }],
      cancel: [{ until: "2027-03-10T12:00:00.000Z", feeMinor: 0 }],
    },
  },
  feeMinor: 0,
  currency: "EUR",
  ...change,
});

export const rowOf = (facts: AppointmentSnapshot) => ({
  ...{ id: crypto.randomUUID(), company_id: companyId, access_link_id: null },
  ...{ attempts: 0, max_attempts: 3, payload: null, unclear_since: null, snapshot: facts },
  recipient: "marlene@example.org",
});
export const render = (change: Partial<AppointmentSnapshot> = {}) => {
  const facts = snapshot(change);

  return APPOINTMENT_MAILS.render(facts, rowOf(facts));
};
export const reveal = async (change: Partial<AppointmentSnapshot> = {}) =>
  APPOINTMENT_MAILS.reveal(await render(change), rowOf(snapshot(change)));
/** The plain text on one line: where it wraps is not what is tested. */
export const words = (text: string) => text.replaceAll(/\s+/g, " ");
