import type { Metadata } from "next";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { Link } from "@/components/ui/link";
import { LiveUpdates } from "@/components/ui/live-updates";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { type MailFilter, mailFilterSchema } from "@/lib/delivery/schema";
import { getMailOverview } from "@/lib/delivery/service/get-mail-overview";
import { listMails } from "@/lib/delivery/service/list-mails";
import { listSuppressions } from "@/lib/delivery/service/suppressions";
import { REACH } from "@/lib/tenancy/roles";
import { mailMark, mailPage } from "@/lib/web/mail-page";
import type { PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../_components/forbidden";
import { MailChart } from "./_components/mail-chart";
import { MailFilters } from "./_components/mail-filters";
import { MailStats } from "./_components/mail-stats";
import { MailTable } from "./_components/mail-table";
import { NothingToShow } from "./_components/nothing-to-show";
import { Pager } from "./_components/pager";
import { PauseNote } from "./_components/pause-note";
import { Suppressions } from "./_components/suppressions";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const doneSchema = z.object({ done: z.enum(["lifted"]).optional().catch(undefined) });

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, delivery, company } = await mailPage(params);

  return { title: portal("pageTitle", { page: delivery("title"), company: company.name }) };
}

export default async function MailPage({ params, searchParams }: Props) {
  const page = await mailPage(params);
  const { ctx, company, member, home, delivery } = page;
  const reach = REACH["see-mail"][member.role];
  if (reach === "none") return <Forbidden page={page} />;
  const query = await searchParams;
  const filter = mailFilterSchema.parse(query);
  const { done } = doneSchema.parse(query);
  const overview = await getMailOverview(ctx, company.timeZone);
  const list = await listMails(ctx, filter);
  const href = `${home}/mail`;
  const address = (before?: string) => `${href}${queryOf({ ...filter, before })}`;

  return (
    <>
      <PageHead
        title={delivery("title")}
        actions={
          <>
            <LiveUpdates
              source={`${href}/state${queryOf(filter)}`}
              mark={mailMark(list, overview)}
              labels={{ on: delivery("live.on"), off: delivery("live.off") }}
            />
            <ButtonLink href={address(filter.before)}>
              <Icon name="sync" />
              {delivery("refresh")}
            </ButtonLink>
          </>
        }
      >
        {delivery(reach === "branch" ? "leadBranch" : "lead")}
      </PageHead>
      {done !== undefined && <Note tone="ok" role="status" title={delivery(`done.${done}`)} />}
      {overview.pause !== null && <PauseNote page={page} pause={overview.pause} />}
      {overview.attention > 0 && (
        <Note tone="bad" title={delivery("undelivered.title", { count: overview.attention })}>
          <p>{delivery("undelivered.text")}</p>
          {filter.state !== "attention" && (
            <p>
              <Link href={`${href}?state=attention`}>{delivery("undelivered.show")}</Link>
            </p>
          )}
        </Note>
      )}
      <MailStats page={page} overview={overview} />
      <MailFilters page={page} filter={filter} />
      <Card aria-label={delivery("table.label")}>
        {list.mails.length === 0 ? (
          <NothingToShow page={page} filter={filter} />
        ) : (
          <MailTable page={page} mails={list.mails} />
        )}
      </Card>
      <Pager
        label={delivery("pager.label")}
        newest={
          filter.before === undefined ? null : { href: address(), label: delivery("pager.newest") }
        }
        older={
          list.next === null ? null : { href: address(list.next), label: delivery("pager.older") }
        }
      />
      <MailChart page={page} days={overview.days} />
      {reach === "all" && <Suppressions page={page} suppressions={await listSuppressions(ctx)} />}
    </>
  );
}

/** The filter as it stands in the address, without what is not set. */
function queryOf(filter: Partial<Record<keyof MailFilter, string | undefined>>): string {
  const set = Object.entries(filter).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );

  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}
