import type { Metadata } from "next";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Crumbs } from "@/components/ui/crumbs";
import { Empty } from "@/components/ui/empty";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalParams } from "@/lib/web/portal-page";
import { readComparison, readSyncPanel, type SyncPage, syncPage } from "@/lib/web/sync-page";

import { Forbidden } from "../../_components/forbidden";
import { AsideCard } from "./_components/aside-card";
import { DriftCard } from "./_components/drift-card";
import { ReviewCard } from "./_components/review-card";
import { StateCard } from "./_components/state-card";
import { WaitingCard } from "./_components/waiting-card";

const DONE = ["reset", "ours", "theirs", "link", "import", "ignore", "replayed", "heard"] as const;
const querySchema = z.object({
  done: z.enum(DONE).optional().catch(undefined),
  compare: z.literal("1").optional().catch(undefined),
});

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, calcom, company } = await syncPage(params);

  return { title: portal("pageTitle", { page: calcom("panel.title"), company: company.name }) };
}

/** How the company stands with its calendar: what waits, what differs, and what a person has to say. */
export default async function CalendarSyncPage({ params, searchParams }: Props) {
  const page = await syncPage(params);
  if (REACH["see-operations"][page.member.role] !== "all") return <Forbidden page={page} />;
  const { done, compare } = querySchema.parse(await searchParams);
  const panel = await readSyncPanel(page);
  const comparison =
    compare === undefined || panel === null ? undefined : await readComparison(page);

  return (
    <>
      <Head page={page} />
      {done !== undefined && (
        <Note tone="ok" role="status" title={page.calcom(`panel.done.${done}`)} />
      )}
      {panel === null ? (
        <NotConnected page={page} />
      ) : (
        <>
          <StateCard page={page} panel={panel} />
          <ReviewCard page={page} panel={panel} />
          <WaitingCard page={page} panel={panel} />
          <DriftCard page={page} comparison={comparison} />
          <AsideCard page={page} panel={panel} />
        </>
      )}
    </>
  );
}

function Head({ page: { calcom, portal, common, home } }: { page: SyncPage }) {
  return (
    <PageHead
      crumbs={
        <Crumbs
          label={common("shell.breadcrumbs")}
          trail={[{ href: `${home}/operations`, label: portal("operations.title") }]}
          current={calcom("panel.title")}
        />
      }
      title={calcom("panel.title")}
    >
      {calcom("panel.lead")}
    </PageHead>
  );
}

function NotConnected({ page: { calcom, home, mayDecide } }: { page: SyncPage }) {
  return (
    <Empty
      icon="calendar"
      title={calcom("panel.notConnected")}
      level="h2"
      actions={
        mayDecide && (
          <ButtonLink href={`${home}/settings/calendar`}>{calcom("panel.toSettings")}</ButtonLink>
        )
      }
    >
      <p>{calcom("panel.notConnectedText")}</p>
    </Empty>
  );
}
