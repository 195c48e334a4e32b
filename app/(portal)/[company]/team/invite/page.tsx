import type { Metadata } from "next";

import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { INVITATION_VALID_HOURS } from "@/lib/invitations/schema";
import { listTeam } from "@/lib/team/service/list-team";
import { canGrant, REACH, ROLES } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../../_components/forbidden";
import { InviteForm, type InviteTexts } from "./_components/invite-form";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: portal("invite.title"), company: company.name }) };
}

export default async function InvitePage({ params }: Props) {
  const page = await portalPage(params);
  const { ctx, company, home, member, locale, portal, common } = page;
  if (REACH["manage-team"][member.role] !== "all") return <Forbidden page={page} />;
  const { choices } = await listTeam(ctx);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: portal("team.title") }]}
            current={portal("team.invite")}
          />
        }
        title={portal("invite.title")}
      >
        {portal("invite.valid", { hours: INVITATION_VALID_HOURS })}
      </PageHead>
      <Card aria-label={portal("invite.title")} className="max-w-160">
        <CardBody>
          <InviteForm
            company={company.slug}
            cancelHref={`${home}/team`}
            locale={locale}
            roles={ROLES.filter((role) => canGrant(member.role, role))
              .reverse()
              .map((role) => ({
                value: role,
                label: common(`role.${role}`),
                hint: common(`roleDescription.${role}`),
              }))}
            branches={choices.branches}
            staff={choices.staff}
            texts={textsOf(page)}
          />
        </CardBody>
      </Card>
    </>
  );
}

const LABELS = [
  ...["email", "role", "branch", "branchHint", "noBranch", "staff", "staffHint", "noStaff"],
  ...["locale", "message", "submit", "pending", "cancel"],
] as const;

const SENTENCES = [
  ...["required", "invalid", "choose", "too-long", "unreadable-text"],
  ...["email-invalid", "branch-required"],
] as const;

/** A client component gets its words as plain data. */
function textsOf({ portal, common, problems }: PortalPage): InviteTexts {
  return {
    labels: Object.fromEntries(LABELS.map((key) => [key, portal(`invite.${key}`)])),
    errors: Object.fromEntries(SENTENCES.map((key) => [key, problems(`fields.${key}`)])),
    languages: { de: common("language.de"), en: common("language.en") },
    optional: common("field.optional"),
    reference: common("problem.reference"),
  };
}
