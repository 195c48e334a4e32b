import { momentText } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import type { SyncPanel } from "@/lib/calcom/service/get-sync-panel";
import { formatTime } from "@/lib/shared/format";
import type { SyncPage } from "@/lib/web/sync-page";

import { resetBreakerAction } from "../actions";
import { SyncButton } from "./sync-button";

const CAUSES = ["timeout", "connection", "http-5xx"];

type Props = { page: SyncPage; panel: SyncPanel };

/** How it stands with the connection, in one sentence, and what it means. */
export function StateCard({ page, panel }: Props) {
  const { calcom, common, ctx, mayDecide } = page;
  const { connection, waitingCount, successRate, oldestWaitingAt } = panel;
  const versions = Object.entries(connection.apiVersions).sort();
  const when = (at: Date | null) =>
    at === null ? common("table.none") : momentText(at, { ...page, now: ctx.now });

  return (
    <Card aria-labelledby="state">
      <CardHead id="state">{calcom("panel.state")}</CardHead>
      <CardBody>
        <StateNote page={page} panel={panel} />
        {mayDecide && connection.breaker.state !== "closed" && (
          <SyncButton
            page={page}
            action={resetBreakerAction}
            fields={{}}
            label={calcom("panel.reset")}
            labelFor=""
          />
        )}
        <Facts>
          <Fact label={calcom("panel.account")}>{connection.account ?? connection.baseUrl}</Fact>
          {versions.length > 0 && (
            <Fact label={calcom("panel.versions")}>
              {versions.map(([endpoint, version]) => `${endpoint} ${version}`).join(", ")}
            </Fact>
          )}
          <Fact label={calcom("panel.waiting")}>{String(waitingCount)}</Fact>
          {oldestWaitingAt !== null && (
            <Fact label={calcom("panel.oldest")}>{when(oldestWaitingAt)}</Fact>
          )}
          <Fact label={calcom("panel.successRate")}>
            {successRate === null
              ? common("table.none")
              : calcom("panel.percent", { share: Math.round(successRate * 100) })}
          </Fact>
          <Fact label={calcom("panel.polledAt")}>{when(connection.polledAt)}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function StateNote({ page, panel }: Props) {
  const { calcom, reader } = page;
  const { connection, waitingCount } = panel;
  const { breaker, status, isPaused, pausedUntil, nextProbeAt } = connection;
  const saved = calcom("panel.saved", { count: waitingCount });
  if (status === "stopped") {
    return (
      <Note tone="bad" title={calcom("panel.stopped")}>
        <p>{calcom("panel.stoppedText")}</p>
        <p>{saved}</p>
      </Note>
    );
  }
  if (breaker.state !== "closed") {
    const cause = CAUSES.includes(breaker.reason ?? "") ? breaker.reason : "connection";

    return (
      <Note
        tone="warn"
        title={calcom(breaker.state === "open" ? "panel.open" : "panel.halfOpen", {
          time: nextProbeAt === null ? "" : formatTime(nextProbeAt, reader),
        })}
      >
        <p>
          {calcom("panel.openText")} {calcom(`panel.cause.${String(cause)}`)}
        </p>
        <p>{saved}</p>
      </Note>
    );
  }
  if (isPaused && pausedUntil !== null) {
    return (
      <Note tone="info" title={calcom("panel.paused", { time: formatTime(pausedUntil, reader) })}>
        <p>{calcom("panel.pausedText")}</p>
      </Note>
    );
  }

  return (
    <Note tone="ok" title={calcom("panel.closed")}>
      <p>{waitingCount === 0 ? calcom("panel.closedText") : saved}</p>
    </Note>
  );
}
