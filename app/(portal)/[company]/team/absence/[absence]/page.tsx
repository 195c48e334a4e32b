import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Crumbs } from "@/components/ui/crumbs";
import { LiveUpdates } from "@/components/ui/live-updates";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import { type Absence, getAbsence } from "@/lib/absences/service/get-absence";
import { formatDate } from "@/lib/shared/format";
import { idSchema } from "@/lib/shared/schema";
import { absenceMark, type AbsencePage, absencePage } from "@/lib/web/absence-page";
import { orNotFound } from "@/lib/web/page-context";

import { Forbidden } from "../../../_components/forbidden";
import { CaseList } from "./_components/case-list";
import { Undecided } from "./_components/undecided";
import { settleAbsenceAction } from "./actions";

type Props = { params: Promise<{ company: string; absence: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, absence, company } = await absencePage(params);

  return { title: portal("pageTitle", { page: absence("title"), company: company.name }) };
}

export default async function AbsenceResultPage({ params }: Props) {
  const page = await absencePage(params);
  if (!page.mayRecord) return <Forbidden page={page} />;
  const { ctx, home, absence, team, common, locale } = page;
  const { absence: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const found = await orNotFound(getAbsence(ctx, id));
  const { cases, undecided, timeZone, startsAt, endsAt } = found;
  const settled = cases.filter(({ outcome }) => outcome === "done").length;
  const days = [startsAt, new Date(endsAt.getTime() - 1)];

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[
              { href: `${home}/team`, label: team("title") },
              { href: `${home}/team/absence`, label: absence("title") },
            ]}
            current={found.staff.name}
          />
        }
        title={absence("result.heading", { name: found.staff.name })}
        actions={<ButtonLink href={`${home}/team/absence`}>{absence("result.another")}</ButtonLink>}
      >
        {[...new Set(days.map((day) => formatDate(day, { locale, timeZone })))].join(" – ")}
      </PageHead>
      <Note
        tone={settled === cases.length ? "ok" : "info"}
        role="status"
        title={
          cases.length === 0
            ? absence("result.none")
            : absence("result.progress", { done: settled, count: cases.length })
        }
      />
      <GoOn page={page} found={found} />
      {undecided.length > 0 && <Undecided page={page} found={found} />}
      {cases.length > 0 && <CaseList page={page} found={found} />}
    </>
  );
}

/** Somebody may be at it elsewhere, or was interrupted: whoever goes on takes what is still open. */
function GoOn({ page, found }: { page: AbsencePage; found: Absence }) {
  const { absence, common, company, home } = page;
  const count = found.cases.filter(({ outcome }) => outcome === "open").length;
  if (count === 0) return null;

  return (
    <Note
      tone="warn"
      title={absence("result.open", { count })}
      actions={
        <ActionForm action={settleAbsenceAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="timeOffId" value={found.id} />
          <span>
            <SubmitButton pendingLabel={absence("pending")}>
              {absence("result.continue")}
            </SubmitButton>
          </span>
        </ActionForm>
      }
    >
      <p>{absence("result.openText")}</p>
      <LiveUpdates
        source={`${home}/team/absence/${found.id}/state`}
        mark={absenceMark(found)}
        labels={{ on: absence("live.on"), off: absence("live.off") }}
      />
    </Note>
  );
}
