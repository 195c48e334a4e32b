import type { Metadata } from "next";

import { momentText } from "@/components/appointment/moment-text";
import { JobBadge } from "@/components/job/job-badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { checkTimeZones } from "@/lib/companies/service/check-time-zones";
import { REACH } from "@/lib/tenancy/roles";
import { type JobReport, readJobReports } from "@/lib/web/jobs-page";
import { pageTexts } from "@/lib/web/page-texts";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../_components/forbidden";
import { ZoneNote } from "./_components/zone-note";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return {
    title: portal("pageTitle", { page: portal("operations.title"), company: company.name }),
  };
}

/** How the portal's own jobs stand; what they did for all companies is for the platform's operators. */
export default async function OperationsPage({ params }: Props) {
  const page = await portalPage(params);
  const { ctx, member, portal, locale } = page;
  if (REACH["see-operations"][member.role] !== "all") return <Forbidden page={page} />;
  const [jobs, zones] = await Promise.all([readJobReports(), checkTimeZones(ctx)]);
  const { t } = await pageTexts("platform", locale);
  const overdue = jobs.filter(({ state }) => state === "late" || state === "failing");

  return (
    <>
      <PageHead title={portal("operations.title")}>{portal("operations.lead")}</PageHead>
      {overdue.length > 0 && (
        <Note tone="warn" title={portal("operations.overdue", { count: overdue.length })}>
          <p>{portal("operations.overdueHint")}</p>
        </Note>
      )}
      <ZoneNote page={page} check={zones} />
      <div>
        <ButtonLink href={`${page.home}/operations/calendar`}>
          {portal("operations.calendar")}
        </ButtonLink>
      </div>
      <Card aria-labelledby="jobs">
        <CardHead id="jobs">{portal("operations.jobs")}</CardHead>
        <Table
          labelledBy="jobs"
          columns={["job", "state", "lastSuccess"].map((key) => ({
            label: portal(`operations.${key}`),
          }))}
        >
          {jobs.map((job) => (
            <JobRow key={job.name} page={page} t={t} job={job} />
          ))}
        </Table>
      </Card>
    </>
  );
}

type JobProps = { page: PortalPage; t: (key: string) => string; job: JobReport };

function JobRow({ page, t, job: { name, state, lastSucceededAt } }: JobProps) {
  const { portal, common, ctx } = page;

  return (
    <TableRow>
      <TableCell kind="main" phone="wide">
        {t(`jobs.name.${name}`)}
      </TableCell>
      <TableCell phone="wide">
        <JobBadge state={state} label={t(`jobs.states.${state}`)} />
      </TableCell>
      <TableCell kind="muted" phone="wide" label={portal("operations.lastSuccess")}>
        {lastSucceededAt === null
          ? common("table.none")
          : momentText(lastSucceededAt, { ...page, now: ctx.now })}
      </TableCell>
    </TableRow>
  );
}
