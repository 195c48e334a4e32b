import type { Metadata } from "next";
import * as z from "zod";

import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { readLedger } from "@/lib/web/jobs-page";
import { platformPage } from "@/lib/web/platform-page";

import { JobTable } from "./_components/job-table";
import { RunTable } from "./_components/run-table";

type Props = { searchParams: Promise<{ dryRun?: string | string[] }> };

const PATH = "/platform/jobs";
const dryRunSchema = z.enum(["succeeded", "failed", "already-running"]).optional().catch(undefined);

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await platformPage(PATH);

  return { title: `${t("jobs.title")} · ${t("title")}` };
}

export default async function JobsPage({ searchParams }: Props) {
  const page = await platformPage(PATH);
  const { t } = page;
  const { jobs, runs } = await readLedger();
  const dryRun = dryRunSchema.parse((await searchParams).dryRun);
  const overdue = jobs.filter(({ state }) => state === "late" || state === "failing");

  return (
    <>
      <PageHead title={t("jobs.title")}>{t("jobs.lead")}</PageHead>
      {dryRun !== undefined && (
        <Note
          tone={dryRun === "succeeded" ? "ok" : "warn"}
          role="status"
          title={t(`jobs.dryRunDone.${dryRun}`)}
        />
      )}
      {overdue.length > 0 && (
        <Note tone="bad" title={t("jobs.overdue", { count: overdue.length })}>
          <p>{t("jobs.overdueHint")}</p>
        </Note>
      )}
      <JobTable page={page} jobs={jobs} />
      <RunTable page={page} runs={runs} />
    </>
  );
}
