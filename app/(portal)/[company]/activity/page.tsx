import type { Metadata } from "next";

import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { type ActivityFilter, activityFilterSchema } from "@/lib/audit/schema";
import { listActivity } from "@/lib/audit/service/list-activity";
import { REACH } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../_components/forbidden";
import { ActivityFilters } from "./_components/activity-filters";
import { ActivityTable } from "./_components/activity-table";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, activity, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: activity("title"), company: company.name }) };
}

export default async function ActivityPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, member, activity } = page;
  const reach = REACH["see-activity"][member.role];
  if (reach === "none") return <Forbidden page={page} />;
  const filter = activityFilterSchema.parse(await searchParams);
  const { entries, next } = await listActivity(ctx, filter);

  return (
    <>
      <PageHead title={activity("title")}>
        {activity(reach === "branch" ? "leadBranch" : "lead")}
      </PageHead>
      <ActivityFilters page={page} filter={filter} />
      <Card aria-label={activity("title")}>
        {entries.length === 0 ? (
          <Empty level="h2" icon="log" title={activity("empty")}>
            <p>{activity("emptyHint")}</p>
          </Empty>
        ) : (
          <ActivityTable page={page} entries={entries} />
        )}
        <Steps page={page} filter={filter} next={next} />
      </Card>
    </>
  );
}

type StepsProps = { page: PortalPage; filter: ActivityFilter; next: string | null };

/** Forward by cursor, and back to the newest. */
function Steps({ page: { home, activity }, filter, next }: StepsProps) {
  const { after, ...rest } = filter;
  if (next === null && after === undefined) return null;
  const href = (cursor?: string) => {
    const entries = Object.entries({ ...rest, after: cursor }).filter(([, value]) => value);

    return `${home}/activity?${new URLSearchParams(entries as [string, string][])}`;
  };

  return (
    <Pager
      label={activity("pages")}
      summary=""
      previous={{ label: activity("newest"), href: after === undefined ? null : href() }}
      next={{ label: activity("older"), href: next === null ? null : href(next) }}
    />
  );
}
