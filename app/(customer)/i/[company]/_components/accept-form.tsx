import { ActionForm } from "@/components/form/action-form";
import { KeptPasswordField, KeptTextField } from "@/components/form/kept-field";
import { SubmitButton } from "@/components/ui/submit-button";
import type { InvitationPage } from "@/lib/web/invitation-page";

import { acceptInvitationAction } from "../actions";

type Props = { page: InvitationPage; details: NonNullable<InvitationPage["details"]> };

/** A new person chooses a name and a password; somebody with an account proves that it is theirs. */
export function AcceptForm({ page, details }: Props) {
  const { t, common, company } = page;
  const { hasAccount, email } = details;
  const words = hasAccount ? "join" : "form";

  return (
    <div className="grid gap-4">
      <h2 className="text-xl">{t(`${words}.title`)}</h2>
      {hasAccount && <p className="text-ink-2">{t("join.lead", { email })}</p>}
      <ActionForm action={acceptInvitationAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <input type="hidden" name="as" value={hasAccount ? "existing" : "new"} />
        {/* Password managers keep a password under the address they find beside it. */}
        <input type="hidden" name="username" autoComplete="username" value={email} />
        {!hasAccount && (
          <KeptTextField
            name="name"
            label={t("form.name")}
            autoComplete="name"
            minLength={2}
            maxLength={120}
            required
          />
        )}
        <KeptPasswordField
          name="password"
          label={t(`${words}.password`)}
          hint={hasAccount ? undefined : t("form.hint")}
          autoComplete={hasAccount ? "current-password" : "new-password"}
          minLength={hasAccount ? undefined : 10}
          required
          showLabel={common("field.showPassword")}
          hideLabel={common("field.hidePassword")}
        />
        <SubmitButton size="block" pendingLabel={t("form.pending")}>
          {t(`${words}.submit`)}
        </SubmitButton>
      </ActionForm>
      {hasAccount && (
        <a href="/forgot-password" className="inline-flex min-h-11 items-center">
          {t("join.forgot")}
        </a>
      )}
    </div>
  );
}
