import type { ReactNode } from "react";

import { AccountShell } from "@/components/shell/account-shell";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import type { AccountPage } from "@/lib/web/account-page";

import { signOutAction } from "../../../(auth)/actions";

type Props = { page: Pick<AccountPage, "t" | "common" | "locale" | "path">; children: ReactNode };

export function AccountFrame({ page: { t, common, locale, path }, children }: Props) {
  return (
    <AccountShell
      product={t("product")}
      language={{ label: common("language.label"), locale, returnTo: path }}
      skipLabel={common("shell.skip")}
      signOut={
        <form action={signOutAction}>
          <Button type="submit" variant="ghost">
            <Icon name="log-out" />
            {common("action.signOut")}
          </Button>
        </form>
      }
    >
      {children}
    </AccountShell>
  );
}
