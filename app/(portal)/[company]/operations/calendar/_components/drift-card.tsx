import { momentText } from "@/components/appointment/moment-text";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Note } from "@/components/ui/note";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { Comparison, Drift } from "@/lib/calcom/service/compare-calendars";
import type { SyncPage } from "@/lib/web/sync-page";

import { takeUnknownAction } from "../actions";
import { Sides } from "./review-card";
import { SyncButton } from "./sync-button";

/** `comparison` is undefined until somebody has asked, and null where Cal.com cannot be read. */
type Props = { page: SyncPage; comparison: Comparison | null | undefined };

/** Both sides side by side, when somebody wants to know. */
export function DriftCard({ page, comparison }: Props) {
  const { calcom, ctx, href } = page;
  const { drifts, unknown } = comparison ?? { drifts: [], unknown: [] };

  return (
    <Card aria-labelledby="drift">
      <CardHead id="drift">
        {calcom("panel.drift")}
        {drifts.length + unknown.length > 0 && (
          <Count tone="warn">{drifts.length + unknown.length}</Count>
        )}
      </CardHead>
      <CardBody>
        {comparison === null && <Note tone="warn" title={calcom("panel.driftUnreadable")} />}
        <p className="text-ink-2">
          {comparison === undefined || comparison === null
            ? calcom("panel.driftLead")
            : calcom("panel.driftChecked", {
                when: momentText(comparison.checkedAt, { ...page, now: ctx.now }),
                count: comparison.compared,
                drifts: drifts.length,
              })}
          {comparison?.isComplete === false && ` ${calcom("panel.driftCut")}`}
        </p>
        <ButtonLink href={`${href}?compare=1`} size="sm" className="justify-self-start">
          {calcom("panel.compare")}
        </ButtonLink>
      </CardBody>
      {drifts.length > 0 && (
        <Table
          labelledBy="drift"
          columns={["appointment", "ours", "theirs", "action"].map((key) => ({
            label: calcom(`panel.column.${key}`),
          }))}
        >
          {drifts.map((drift) => (
            <Line key={drift.appointmentId} page={page} drift={drift} />
          ))}
        </Table>
      )}
      {unknown.length > 0 && <Unknown page={page} unknown={unknown} />}
    </Card>
  );
}

/** What stands in the calendar alone. */
function Unknown({ page, unknown }: { page: SyncPage; unknown: Comparison["unknown"] }) {
  const { calcom, ctx, mayDecide } = page;

  return (
    <>
      <p className="px-4 pt-3 text-ink-2">{calcom("panel.unknown", { count: unknown.length })}</p>
      <LineList>
        {unknown.map(({ startsAt, title, attendee }, index) => (
          <LineItem key={index} icon="calendar" sub={title}>
            <span className="wrap-anywhere">
              {attendee ?? title}, {momentText(startsAt, { ...page, now: ctx.now })}
            </span>
          </LineItem>
        ))}
      </LineList>
      {mayDecide && (
        <CardBody>
          <SyncButton
            page={page}
            action={takeUnknownAction}
            fields={{}}
            label={calcom("panel.hear")}
            labelFor=""
          />
        </CardBody>
      )}
    </>
  );
}

function Line({ page, drift }: { page: SyncPage; drift: Drift }) {
  const { calcom, common, ctx, home, locale, mayDecide } = page;
  const { appointmentId, reference, customer, version, ours, theirs, syncState } = drift;
  const venue = { locale, timeZone: drift.timeZone };
  const side = (one: Drift["theirs"]) =>
    one === null
      ? calcom("panel.absent")
      : one.isActive
        ? momentText(one.startsAt, { reader: venue, now: ctx.now, common })
        : calcom("panel.cancelled");

  return (
    <TableRow>
      <TableCell kind="main" sub={reference} phone="wide">
        <RowLink href={`${home}/appointments/${appointmentId}`}>{customer}</RowLink>
      </TableCell>
      <TableCell phone="wide" label={calcom("panel.column.ours")}>
        {side(ours)}
      </TableCell>
      <TableCell
        phone="wide"
        label={calcom("panel.column.theirs")}
        sub={drift.isWithOtherHost && calcom("panel.problem.other-host")}
      >
        {side(theirs)}
      </TableCell>
      <TableCell phone="wide">
        {syncState === "pending" ? (
          <span className="text-ink-2">{calcom("panel.underWay")}</span>
        ) : (
          mayDecide && (
            <span className="flex flex-wrap gap-2">
              <Sides page={page} appointment={{ id: appointmentId, version, reference }} />
            </span>
          )
        )}
      </TableCell>
    </TableRow>
  );
}
