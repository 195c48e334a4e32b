import { ActionForm } from "@/components/form/action-form";
import { EntranceShell } from "@/components/shell/entrance-shell";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import { formatDay, formatTime } from "@/lib/shared/format";
import type { InvitationPage } from "@/lib/web/invitation-page";

import { askForNewLinkAction } from "../actions";

type Props = { page: InvitationPage; isAsked: boolean };

/** Expired, used, withdrawn, unknown: each says what happened and what to do next. */
export function ClosedInvitation({ page, isAsked }: Props) {
  const { t, common, company, reader, state, details } = page;
  const words = details === null || state === "open" ? "unknown" : state;
  const goesToSignIn = words === "accepted" || words === "unknown";

  return (
    <EntranceShell
      company={{ name: company.name, accent: company.accentColour }}
      language={{
        label: common("language.label"),
        locale: reader.locale,
        returnTo: `/i/${company.slug}`,
      }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      <h1>{t(`${words}.title`)}</h1>
      <p className="text-ink-2">{t(`${words}.text`, facts(page))}</p>
      {words === "expired" && details !== null && (
        <Expired page={page} details={details} isAsked={isAsked} />
      )}
      {words === "unknown" && <p className="text-ink-2">{t("unknown.next")}</p>}
      {goesToSignIn && (
        <ButtonAnchor variant="primary" size="block" href="/sign-in">
          {t(words === "accepted" ? "accepted.next" : "unknown.signIn")}
        </ButtonAnchor>
      )}
    </EntranceShell>
  );
}

function facts({ company, details, reader, now }: InvitationPage): Record<string, string> {
  if (details === null) return { company: company.name };
  const { email, inviter, expiresAt } = details;

  return {
    company: company.name,
    email,
    inviter,
    day: formatDay(expiresAt, reader, now),
    time: formatTime(expiresAt, reader),
  };
}

type ExpiredProps = Props & { details: NonNullable<InvitationPage["details"]> };

function Expired({ page, details, isAsked }: ExpiredProps) {
  const { t, common, company } = page;
  const { inviter, email } = details;
  if (isAsked) {
    return (
      <Note tone="ok" role="status" title={t("expired.asked")}>
        <p>{t("expired.askedText", { inviter, email })}</p>
      </Note>
    );
  }

  return (
    <>
      <p className="text-ink-2">{t("expired.next", { inviter })}</p>
      <ActionForm action={askForNewLinkAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <SubmitButton size="block" pendingLabel={t("expired.pending")}>
          {t("expired.ask")}
        </SubmitButton>
      </ActionForm>
    </>
  );
}
