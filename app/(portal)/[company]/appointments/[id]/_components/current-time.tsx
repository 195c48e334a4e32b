import { timeRange } from "@/components/appointment/when-text";
import { When } from "@/components/ui/when";
import { formatDay } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

/** When the appointment is as long as nothing is saved. */
export function CurrentTime({ page, label }: { page: AppointmentPage; label: string }) {
  const { appointment, venue, common, ctx } = page;

  return (
    <div className="grid gap-1">
      <span className="text-note text-ink-2">{label}</span>
      <When
        dateTime={appointment.startsAt.toISOString()}
        day={formatDay(appointment.startsAt, venue, ctx.now)}
        time={timeRange(appointment, venue, common)}
      />
      <span className="text-ink-2">{appointment.staff.name}</span>
    </div>
  );
}
