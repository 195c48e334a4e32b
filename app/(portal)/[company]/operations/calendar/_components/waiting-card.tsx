import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { SyncPanel, WaitingLine } from "@/lib/calcom/service/get-sync-panel";
import type { SyncPage } from "@/lib/web/sync-page";

import { settleDriftAction } from "../actions";
import { SyncButton } from "./sync-button";

const CAUSES = ["timeout", "connection", "http-5xx"];

type Props = { page: SyncPage; panel: SyncPanel };

/** What has still to be told, and what could not be. */
export function WaitingCard({ page, panel: { waiting, waitingCount, failedCount } }: Props) {
  const { calcom } = page;
  const count = waitingCount + failedCount;

  return (
    <Card aria-labelledby="waiting">
      <CardHead id="waiting">
        {calcom("panel.waitingTitle")}
        {count > 0 && <Count>{count}</Count>}
      </CardHead>
      {waiting.length === 0 ? (
        <p className="px-4 py-3 text-ink-2">{calcom("panel.waitingNone")}</p>
      ) : (
        <Table
          labelledBy="waiting"
          columns={["appointment", "attempts", "next", "action"].map((key) => ({
            label: calcom(`panel.column.${key}`),
          }))}
        >
          {waiting.map((line) => (
            <Line key={line.appointmentId} page={page} line={line} />
          ))}
        </Table>
      )}
    </Card>
  );
}

function Line({ page, line }: { page: SyncPage; line: WaitingLine }) {
  const { calcom, common, home, ctx, locale, mayDecide } = page;
  const { appointmentId, reference, customer, attempts, maxAttempts, nextAttemptAt, lastError } =
    line;
  const venue = { locale, timeZone: line.timeZone };
  const cause = CAUSES.includes(lastError ?? "") ? lastError : null;

  return (
    <TableRow>
      <TableCell
        kind="main"
        phone="wide"
        sub={`${reference} · ${momentText(line.startsAt, { reader: venue, now: ctx.now, common })}`}
      >
        <RowLink href={`${home}/appointments/${appointmentId}`}>{customer}</RowLink>
      </TableCell>
      <TableCell
        phone="wide"
        label={calcom("panel.column.attempts")}
        sub={cause !== null && calcom(`panel.cause.${cause}`)}
      >
        {calcom("panel.attempts", { attempts, most: maxAttempts })}
      </TableCell>
      <TableCell kind="muted" phone="wide" label={calcom("panel.column.next")}>
        {nextAttemptAt === null
          ? calcom("panel.given-up")
          : momentText(nextAttemptAt, { ...page, now: ctx.now })}
      </TableCell>
      <TableCell phone="wide">
        {mayDecide && line.state === "failed" && (
          <SyncButton
            page={page}
            action={settleDriftAction}
            fields={{ appointmentId, version: String(line.version), side: "ours" }}
            label={calcom("panel.again")}
            labelFor={reference}
          />
        )}
      </TableCell>
    </TableRow>
  );
}
