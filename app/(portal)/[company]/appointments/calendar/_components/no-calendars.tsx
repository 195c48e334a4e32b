import { Empty } from "@/components/ui/empty";
import type { CalendarPage } from "@/lib/web/calendar-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

import { NothingYet } from "../../../_components/nothing-yet";

type Props = { page: CalendarPage; why: WhyEmpty | null };

/** A calendar without columns: nobody can be booked yet, or nobody whom the member may see. */
export function NoCalendars({ page, why }: Props) {
  const { calendar } = page;
  if (why !== null) return <NothingYet page={page} why={why} />;

  return (
    <Empty icon="calendar" level="h2" title={calendar("nobody")}>
      <p>{calendar("nobodyHint")}</p>
    </Empty>
  );
}
