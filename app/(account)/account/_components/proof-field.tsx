import { KeptPasswordField } from "@/components/form/kept-field";
import type { AccountPage } from "@/lib/web/account-page";

type Props = { page: Pick<AccountPage, "t" | "common">; hint?: string };

/** Whoever changes how an account is entered says its password once more. */
export function ProofField({ page: { t, common }, hint }: Props) {
  return (
    <KeptPasswordField
      name="currentPassword"
      label={t("proof.label")}
      hint={hint ?? t("proof.hint")}
      autoComplete="current-password"
      required
      showLabel={common("field.showPassword")}
      hideLabel={common("field.hidePassword")}
    />
  );
}
