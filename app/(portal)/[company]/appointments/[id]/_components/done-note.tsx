import * as z from "zod";

import { Note } from "@/components/ui/note";
import type { TimelineEntry } from "@/lib/appointments/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

const DONE = [
  "moved",
  "cancelled",
  "booked",
  "confirm",
  "start",
  "complete",
  "no-show",
  "restore",
  "service",
  "asked",
  "notes",
  "link-rotated",
  "link-revoked",
] as const;
type Done = (typeof DONE)[number];
/** What has just been done, as the address says it. */
export const doneSchema = z.enum(DONE).optional().catch(undefined);

/** What the customer hears of, if they have an address and somebody wanted it. */
const NEWS = new Set<Done>([
  "moved",
  "cancelled",
  "booked",
  "confirm",
  "restore",
  "service",
  "asked",
]);

type Props = {
  page: AppointmentPage;
  done: Done;
  timeline: readonly TimelineEntry[];
  /** False where nothing is sent to the customer's address. */
  isMailed: boolean;
};

export function DoneNote({ page, done, timeline, isMailed }: Props) {
  return (
    <Note tone="ok" role="status" title={page.appointments(`detail.done.${done}`)}>
      {NEWS.has(done) && <p>{whoIsTold(page, { timeline, isMailed })}</p>}
    </Note>
  );
}

/** What the log says of the last change, not what somebody meant to do. */
function whoIsTold(
  { appointment, appointments }: AppointmentPage,
  { timeline: [last], isMailed }: Pick<Props, "timeline" | "isMailed">,
): string {
  const { name, email } = appointment.customer;
  if (email === null) return appointments("detail.doneNoMail", { name });
  if (last?.newValues.notified === false) return appointments("detail.doneSilent", { name });

  return appointments(isMailed ? "detail.doneMail" : "detail.doneSuppressed", { name });
}

/** The customer was asked for another time, and has not chosen one yet. */
export function AskedNote({ page }: { page: AppointmentPage }) {
  const { appointment, appointments, venue } = page;
  const { newTimeAskedAt, customer, status } = appointment;
  if (newTimeAskedAt === null || status === "cancelled") return null;

  return (
    <Note
      tone="warn"
      title={appointments("detail.asked", {
        name: customer.name,
        when: formatDateTime(newTimeAskedAt, venue),
      })}
    >
      <p>{appointments("detail.askedText")}</p>
    </Note>
  );
}
