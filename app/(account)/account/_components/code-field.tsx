import { KeptTextField } from "@/components/form/kept-field";
import type { AccountPage } from "@/lib/web/account-page";

type Props = { page: Pick<AccountPage, "t"> };

/** Whoever changes the second factor still has it: the app's code, or a recovery code. */
export function CodeField({ page: { t } }: Props) {
  return (
    <KeptTextField
      name="code"
      label={t("proof.code")}
      hint={t("proof.codeHint")}
      autoComplete="one-time-code"
      autoCapitalize="characters"
      spellCheck={false}
      maxLength={80}
      required
    />
  );
}
