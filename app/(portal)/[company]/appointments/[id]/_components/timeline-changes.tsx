import type { ReactNode } from "react";

import { Change } from "@/components/ui/change";
import type { AuditValues, TimelineEntry } from "@/lib/appointments/schema";
import { formatShortDay, formatTime } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage; entry: TimelineEntry };

/** Old → new for each value that changed; where there was nothing before, only the new one.
 * A booking is what it says, without its status. */
export function TimelineChanges({ page, entry }: Props) {
  const { action, oldValues, newValues } = entry;
  const was = valuesOf(page, oldValues);
  const { status: _status, ...booked } = newValues;

  return valuesOf(page, action === "created" ? booked : newValues).map(({ key, value }) => (
    <Line key={key} page={page} from={was.find((one) => one.key === key)?.value} to={value} />
  ));
}

function Line({ page, from, to }: { page: AppointmentPage; from: ReactNode; to: ReactNode }) {
  const { common } = page;
  if (from === undefined) return <p>{to}</p>;

  return (
    <p>
      <Change from={from} to={to} fromLabel={common("change.old")} toLabel={common("change.new")} />
    </p>
  );
}

/** What an entry may tell, in words; the end of a time follows from its start where that is another. */
function valuesOf(
  { appointments, common, venue, ctx }: AppointmentPage,
  { startsAt, endsAt, staff, service, status }: AuditValues,
): { key: string; value: string }[] {
  return [
    ...(startsAt === undefined
      ? []
      : [
          {
            key: "startsAt",
            value: common("time.dayAt", {
              day: formatShortDay(startsAt, venue, ctx.now),
              time: formatTime(startsAt, venue),
            }),
          },
        ]),
    ...(startsAt !== undefined || endsAt === undefined
      ? []
      : [
          {
            key: "endsAt",
            value: appointments("timeline.end", { time: formatTime(endsAt, venue) }),
          },
        ]),
    ...(staff === undefined ? [] : [{ key: "staff", value: staff.name }]),
    ...(service === undefined ? [] : [{ key: "service", value: service.name }]),
    ...(status === undefined
      ? []
      : [{ key: "status", value: common(`appointmentStatus.${status}`) }]),
  ];
}
