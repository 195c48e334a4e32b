import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { INVITATION_VALID_HOURS, MOST_INVITED } from "@/lib/invitations/schema";
import { listTeam } from "@/lib/team/service/list-team";
import { canGrant, REACH, ROLES } from "@/lib/tenancy/roles";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";
import { UPLOAD_MAX_BYTES } from "@/lib/web/uploaded-texts";

import { Forbidden } from "../../_components/forbidden";
import type { InviteTexts } from "./_components/invite-choices";
import { InvitePanel } from "./_components/invite-panel";

type Props = { params: PortalParams; searchParams: Promise<{ refused?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("invite.title"), company: company.name }) };
}

export default async function InvitePage({ params, searchParams }: Props) {
  const page = await portalPage(params);
  const { ctx, company, home, member, locale, team, common } = page;
  if (REACH["manage-team"][member.role] !== "all") return <Forbidden page={page} />;
  const { choices } = await listTeam(ctx);

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={team("inviteAction")}
          />
        }
        title={team("invite.title")}
      >
        {team("invite.valid", { hours: INVITATION_VALID_HOURS })}
      </PageHead>
      {(await searchParams).refused === "too-large" && <TooLarge page={page} />}
      <InvitePanel
        company={company.slug}
        teamHref={`${home}/team`}
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
        maxBytes={UPLOAD_MAX_BYTES}
      />
    </>
  );
}

/** Where the form was larger than a server takes at all, and never got as far as its action. */
function TooLarge({ page: { team } }: { page: PortalPage }) {
  const kilobytes = UPLOAD_MAX_BYTES / 1024;

  return (
    <Note tone="bad" role="alert" title={team("invite.tooLarge")}>
      <p>{team("invite.tooLargeText", { max: MOST_INVITED, kilobytes })}</p>
    </Note>
  );
}

const LABELS = [
  ...["title", "addresses", "list", "listHint", "email", "role", "branch", "branchHint"],
  ...["noBranch", "staff", "staffHint", "noStaff", "locale", "message", "submit", "pending"],
  ...["cancel", "row", "refused", "correctHint", "othersWell", "sendAgain", "done", "invited"],
] as const;

const SENTENCES = [
  ...["required", "invalid", "choose", "too-long", "unreadable-text", "email-invalid"],
  ...["branch-required", "duplicate-address", "invitation-pending", "already-member"],
  ...["staff-taken", "role-unknown", "role-not-allowed", "branch-unknown", "staff-unknown"],
  ...["locale-unknown", "row-not-saved", "file-too-large", "invitations-used-up"],
] as const;

function textsOf({ team, common, problems }: PortalPage): InviteTexts {
  return {
    labels: {
      ...Object.fromEntries(LABELS.map((key) => [key, team(`invite.${key}`)])),
      addressesHint: team("invite.addressesHint", {
        max: MOST_INVITED,
        example: "Anna Berg <anna@example.org>",
      }),
      allInvited: team("invite.allInvited", { hours: INVITATION_VALID_HOURS }),
    },
    errors: Object.fromEntries(SENTENCES.map((key) => [key, problems(`fields.${key}`)])),
    languages: { de: common("language.de"), en: common("language.en") },
    optional: common("field.optional"),
    reference: common("problem.reference"),
  };
}
