import { ActionForm } from "@/components/form/action-form";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { InvitationPage } from "@/lib/web/invitation-page";

import { signOutAndContinueAction } from "../actions";

type Props = { page: InvitationPage; invited: string; current: string };

/** Somebody else is signed in here: an invitation is for the address it was sent to. */
export function OtherAccount({ page, invited, current }: Props) {
  const { t, common, company } = page;

  return (
    <div className="grid gap-4">
      <Note tone="warn" title={t("otherAccount.title", { email: invited })}>
        <p className="wrap-anywhere">{t("otherAccount.text", { current })}</p>
      </Note>
      <ActionForm action={signOutAndContinueAction} referenceLabel={common("problem.reference")}>
        <input type="hidden" name="company" value={company.slug} />
        <SubmitButton size="block" pendingLabel={common("pending.load")}>
          {t("otherAccount.signOut")}
        </SubmitButton>
      </ActionForm>
    </div>
  );
}
