import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { type AbsenceDraft, absenceDraftSchema, MOST_CASES } from "@/lib/absences/schema";
import { listAbsences, previewAbsence } from "@/lib/absences/service/preview-absence";
import { type AbsencePage, absencePage } from "@/lib/web/absence-page";
import { orNotFound } from "@/lib/web/page-context";
import type { PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../../_components/forbidden";
import { AbsenceList } from "./_components/absence-list";
import { DecisionForm } from "./_components/decision-form";
import { RangeForm } from "./_components/range-form";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, absence, company } = await absencePage(params);

  return { title: portal("pageTitle", { page: absence("title"), company: company.name }) };
}

export default async function AbsencePlanPage({ params, searchParams }: Props) {
  const page = await absencePage(params);
  if (!page.mayRecord) return <Forbidden page={page} />;
  const { ctx, home, absence, team, common } = page;
  const draft = absenceDraftSchema.parse(await searchParams);
  const { staff, absences } = await listAbsences(ctx);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={absence("title")}
          />
        }
        title={absence("title")}
      >
        {absence("lead")}
      </PageHead>
      <RangeForm page={page} draft={draft} staff={staff} />
      <Decisions page={page} draft={draft} />
      {absences.length > 0 && <AbsenceList page={page} absences={absences} />}
    </>
  );
}

/** The second step, once the first has been answered. */
async function Decisions({ page, draft }: { page: AbsencePage; draft: AbsenceDraft }) {
  const { ctx, absence } = page;
  const { staffId, range } = draft;
  if (staffId === undefined || range === undefined) return null;
  const preview = await orNotFound(previewAbsence(ctx, { ...draft, staffId, range }));
  if (preview.days === null) {
    return (
      <Note tone="warn" role="alert" title={absence("daysMissing")}>
        <p>{absence("daysMissingText")}</p>
      </Note>
    );
  }
  const count = preview.appointments.length;
  if (count > MOST_CASES) {
    return (
      <Note tone="warn" role="alert" title={absence("tooMany")}>
        <p>{absence("tooManyText", { count, max: MOST_CASES })}</p>
      </Note>
    );
  }

  return <DecisionForm page={page} preview={preview} days={preview.days} />;
}
