import type { Metadata } from "next";

import { InvitationShell } from "@/components/shell/invitation-shell";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Quote } from "@/components/ui/quote";
import { formatDay, formatTime } from "@/lib/shared/format";
import { type InvitationPage, invitationPage } from "@/lib/web/invitation-page";

import { AcceptForm } from "./_components/accept-form";
import { ClosedInvitation } from "./_components/closed-invitation";
import { OtherAccount } from "./_components/other-account";

type Props = {
  params: Promise<{ company: string }>;
  searchParams: Promise<{ asked?: string }>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { t, company } = await invitationPage((await params).company);

  return { title: t("pageTitle", { company: company.name }) };
}

export default async function InvitationPageRoute({ params, searchParams }: Props) {
  const page = await invitationPage((await params).company);
  const { state, company, details, reader, common, otherAccount } = page;
  if (state !== "open" || details === null) {
    return <ClosedInvitation page={page} isAsked={(await searchParams).asked === "1"} />;
  }

  return (
    <InvitationShell
      company={{ name: company.name, accent: company.accentColour }}
      language={{
        label: common("language.label"),
        locale: reader.locale,
        returnTo: `/i/${company.slug}`,
      }}
      skipLabel={common("shell.skip")}
      invitation={<Invited page={page} details={details} />}
    >
      {otherAccount === null ? (
        <AcceptForm page={page} details={details} />
      ) : (
        <OtherAccount page={page} invited={details.email} current={otherAccount} />
      )}
    </InvitationShell>
  );
}

type Details = NonNullable<InvitationPage["details"]>;

function Invited({ page, details }: { page: InvitationPage; details: Details }) {
  const { t, common, reader, company, now } = page;
  const { inviter, role, branch, email, message, expiresAt } = details;

  return (
    <>
      <h1>{t("title", { inviter, company: company.name })}</h1>
      {message !== "" && <Quote>{message}</Quote>}
      <Facts>
        <Fact label={t("role")} sub={common(`roleDescription.${role}`)}>
          {common(`role.${role}`)}
        </Fact>
        {branch !== null && <Fact label={t("branch")}>{branch}</Fact>}
        <Fact label={t("email")}>{email}</Fact>
        <Fact label={t("validUntil")}>
          {common("time.dayAt", {
            day: formatDay(expiresAt, reader, now),
            time: formatTime(expiresAt, reader),
          })}
        </Fact>
      </Facts>
    </>
  );
}
