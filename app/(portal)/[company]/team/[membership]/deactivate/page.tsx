import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { idSchema } from "@/lib/shared/schema";
import { MOST_DECIDED } from "@/lib/team/schema";
import { previewDeactivation } from "@/lib/team/service/deactivate-member";
import { getMember } from "@/lib/team/service/get-member";
import { orNotFound } from "@/lib/web/page-context";
import { portalPage } from "@/lib/web/portal-page";

import { WhyNot } from "../../_components/why-not";
import { DeactivateForm } from "./_components/deactivate-form";
import { LeaveAllForm } from "./_components/leave-all-form";

type Props = { params: Promise<{ company: string; membership: string }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return {
    title: portal("pageTitle", { page: team("member.deactivate.title"), company: company.name }),
  };
}

export default async function DeactivatePage({ params }: Props) {
  const page = await portalPage(params);
  const { ctx, home, team, common } = page;
  const { membership: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const { member, whyNot, appointmentCount: count } = await orNotFound(getMember(ctx, id));
  const isOver = member.deactivatedAt !== null;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[
              { href: `${home}/team`, label: team("title") },
              { href: `${home}/team/${id}`, label: member.name },
            ]}
            current={team("member.deactivate.title")}
          />
        }
        title={team("member.deactivate.heading", { name: member.name })}
      >
        {team("member.deactivate.lead")}
      </PageHead>
      {whyNot !== null && (
        <Note title={team("member.readOnly")} actions={<WhyNot page={page} reason={whyNot} />} />
      )}
      {isOver && <Note title={team("member.deactivate.isOver")} />}
      {whyNot === null && !isOver && (
        <>
          {count <= MOST_DECIDED && (
            <Card aria-label={team("member.deactivate.title")}>
              <CardBody>
                <DeactivateForm
                  page={page}
                  member={member}
                  appointments={await orNotFound(previewDeactivation(ctx, id))}
                />
              </CardBody>
            </Card>
          )}
          {count > 0 && <LeaveAllForm page={page} member={member} count={count} />}
        </>
      )}
    </>
  );
}
