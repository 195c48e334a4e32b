import { Note } from "@/components/ui/note";
import { isOutOfStep } from "@/lib/calcom/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

const CAUSES = [
  ...["timeout", "connection", "http-5xx", "no-service", "no-host", "overlap", "booking-gone"],
  ...["refused", "other-host", "no-address", "made-again"],
];

/** The appointment counts as it stands here; what the calendar still says is said, too. */
export function SyncNote({ page }: { page: AppointmentPage }) {
  const { appointment, appointments } = page;
  const { syncStatus, syncError, staff } = appointment;
  if (!isOutOfStep(syncStatus)) return null;
  const cause = syncError !== null && CAUSES.includes(syncError) ? syncError : null;

  return (
    <Note
      tone={syncStatus === "pending" ? "info" : "warn"}
      icon={syncStatus === "pending" ? "clock" : "alert"}
      title={appointments(`sync.title.${syncStatus}`)}
    >
      <p>
        {appointments(`sync.text.${syncStatus}`, { staff: staff.name })}
        {cause !== null && ` ${appointments(`sync.cause.${cause}`)}`}
      </p>
    </Note>
  );
}
