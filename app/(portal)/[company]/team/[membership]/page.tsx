import type { Metadata } from "next";
import { notFound } from "next/navigation";
import * as z from "zod";

import { ButtonLink } from "@/components/ui/button-link";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { absenceReach } from "@/lib/absences/policy";
import { idSchema } from "@/lib/shared/schema";
import { getMember } from "@/lib/team/service/get-member";
import { orNotFound } from "@/lib/web/page-context";
import { portalPage } from "@/lib/web/portal-page";

import { WhyNot } from "../_components/why-not";
import { ChangeMemberForm } from "./_components/change-member-form";
import { EndMembership } from "./_components/end-membership";
import { MemberFacts } from "./_components/member-facts";
import { WithoutCalendar } from "./_components/without-calendar";

type Props = {
  params: Promise<{ company: string; membership: string }>;
  searchParams: Promise<{ done?: string | string[] }>;
};

const doneSchema = z.enum(["changed", "deactivated", "reactivated"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("member.title"), company: company.name }) };
}

export default async function MemberPage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, home, team, common } = page;
  const { membership: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const detail = await orNotFound(getMember(ctx, id));
  const done = doneSchema.parse((await searchParams).done);
  const { member, whyNot } = detail;
  const isActive = member.deactivatedAt === null;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={team("member.title")}
          />
        }
        title={member.name}
        actions={
          isActive &&
          member.staff !== null &&
          absenceReach(page.member) !== undefined && (
            <ButtonLink href={`${home}/team/absence?staffId=${member.staff.id}`}>
              <Icon name="user-x" />
              {team("absenceAction")}
            </ButtonLink>
          )
        }
      >
        <span className="wrap-anywhere">{member.email}</span>
      </PageHead>
      {done !== undefined && <Note tone="ok" role="status" title={team(`member.done.${done}`)} />}
      <Columns>
        <div className="grid gap-6">
          {whyNot !== null && (
            <Note
              title={team("member.readOnly")}
              actions={<WhyNot page={page} reason={whyNot} />}
            />
          )}
          {whyNot === null && isActive && <WithoutCalendar page={page} detail={detail} />}
          {whyNot === null && isActive && <ChangeMemberForm page={page} detail={detail} />}
          {whyNot === null && <EndMembership page={page} detail={detail} />}
        </div>
        <MemberFacts page={page} member={member} />
      </Columns>
    </>
  );
}
