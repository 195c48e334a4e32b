import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { JobBadge } from "@/components/job/job-badge";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { JobReport } from "@/lib/web/jobs-page";
import type { PlatformPage } from "@/lib/web/platform-page";

import { dryRunAction } from "../actions";

type Props = { page: PlatformPage; jobs: readonly JobReport[] };

/** How each job stands. A clean-up can be tried without changing anything. */
export function JobTable({ page, jobs }: Props) {
  const { t } = page;
  const columns = ["job", "state", "lastRun", "lastSuccess"].map((key) => ({
    label: t(`jobs.${key}`),
  }));

  return (
    <Card aria-labelledby="jobs">
      <CardHead id="jobs">{t("jobs.list")}</CardHead>
      <Table labelledBy="jobs" columns={[...columns, { label: t("jobs.actions"), isHidden: true }]}>
        {jobs.map((job) => (
          <JobRow key={job.name} page={page} job={job} />
        ))}
      </Table>
    </Card>
  );
}

function JobRow({ page, job }: { page: PlatformPage; job: JobReport }) {
  const { t, common, operator } = page;
  const { name, schedule, state, last, lastSucceededAt, hasDryRun } = job;
  const moment = (at: string | Date) => momentText(at, { ...page, now: operator.now });
  const title = t(`jobs.name.${name}`);

  return (
    <TableRow>
      <TableCell kind="main" phone="wide" sub={`${name} · ${schedule} UTC`}>
        <span id={name}>{title}</span>
      </TableCell>
      <TableCell phone="wide">
        <JobBadge state={state} label={t(`jobs.states.${state}`)} />
      </TableCell>
      <TableCell kind="muted" phone="wide" label={t("jobs.lastRun")}>
        {last === null ? common("table.none") : moment(last.startedAt)}
      </TableCell>
      <TableCell kind="muted" phone="wide" label={t("jobs.lastSuccess")}>
        {lastSucceededAt === null ? common("table.none") : moment(lastSucceededAt)}
      </TableCell>
      <TableCell kind="actions">
        {hasDryRun && (
          <ActionForm action={dryRunAction} referenceLabel={common("problem.reference")}>
            <input type="hidden" name="job" value={name} />
            <SubmitButton variant="secondary" size="sm" pendingLabel={t("jobs.dryRunPending")}>
              {t("jobs.dryRun")}
              <VisuallyHidden>: {title}</VisuallyHidden>
            </SubmitButton>
          </ActionForm>
        )}
      </TableCell>
    </TableRow>
  );
}
