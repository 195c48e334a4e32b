import { Empty } from "@/components/ui/empty";
import type { PortalPage } from "@/lib/web/portal-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

import { NothingYet } from "../../../_components/nothing-yet";

type Props = { page: PortalPage; why: WhyEmpty | null };

/** Nothing can be booked in the company, or nothing with those whom the member books for. */
export function NothingToBook({ page, why }: Props) {
  const { appointments } = page;
  if (why !== null) return <NothingYet page={page} why={why} />;

  return (
    <Empty icon="calendar-x" level="h2" title={appointments("new.nothing")}>
      <p>{appointments("new.nothingHint")}</p>
    </Empty>
  );
}
