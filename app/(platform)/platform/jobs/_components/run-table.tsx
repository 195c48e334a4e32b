import { momentText } from "@/components/appointment/moment-text";
import { Badge, type BadgeTone } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import type { IconName } from "@/components/ui/icon-paths";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { LedgerLine } from "@/lib/web/jobs-page";
import type { PlatformPage } from "@/lib/web/platform-page";

type Outcome = NonNullable<LedgerLine["outcome"]> | "running";

const LOOKS: Record<Outcome, { tone: BadgeTone; icon: IconName }> = {
  running: { tone: "info", icon: "play" },
  succeeded: { tone: "plain", icon: "check" },
  failed: { tone: "bad", icon: "circle-x" },
  abandoned: { tone: "warn", icon: "alert" },
};

type Props = { page: PlatformPage; runs: readonly LedgerLine[] };

/** The ledger: every run with its duration, what it did, and what went wrong. */
export function RunTable({ page, runs }: Props) {
  const { t } = page;

  return (
    <Card aria-labelledby="runs">
      <CardHead id="runs">{t("jobs.runs")}</CardHead>
      {runs.length === 0 ? (
        <Empty icon="hourglass" title={t("jobs.noRuns")}>
          <p>{t("jobs.noRunsHint")}</p>
        </Empty>
      ) : (
        <Table
          labelledBy="runs"
          columns={["start", "job", "outcome", "duration", "counts"].map((key) => ({
            label: t(`jobs.${key}`),
          }))}
        >
          {runs.map((run) => (
            <RunRow key={run.id} page={page} run={run} />
          ))}
        </Table>
      )}
    </Card>
  );
}

function RunRow({ page, run }: { page: PlatformPage; run: LedgerLine }) {
  const { t, common, operator } = page;
  const { startedAt, finishedAt, job, isDryRun, counts, error } = run;
  const outcome = run.outcome ?? "running";
  const done = Object.entries(counts).filter(([, count]) => count > 0);

  return (
    <TableRow>
      <TableCell kind="muted" phone="wide">
        {momentText(startedAt, { ...page, now: operator.now })}
      </TableCell>
      <TableCell kind="main" phone="wide" sub={isDryRun && t("jobs.isDryRun")}>
        {t(`jobs.name.${job}`)}
      </TableCell>
      <TableCell phone="wide" sub={error}>
        <Badge {...LOOKS[outcome]}>{t(`jobs.outcomes.${outcome}`)}</Badge>
      </TableCell>
      <TableCell kind="muted" label={t("jobs.duration")}>
        {finishedAt === null
          ? common("table.none")
          : t("jobs.milliseconds", { count: Date.parse(finishedAt) - Date.parse(startedAt) })}
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {done.length === 0
          ? t("jobs.nothing")
          : done.map(([name, count]) => `${t(`jobs.count.${name}`)}: ${count}`).join(" · ")}
      </TableCell>
    </TableRow>
  );
}
