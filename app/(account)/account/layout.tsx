import type { ReactNode } from "react";

import { AccountShell } from "@/components/shell/account-shell";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { accountPage } from "@/lib/web/account-page";

import { signOutAction } from "../../(auth)/actions";

export default async function AccountLayout({ children }: { children: ReactNode }) {
  const { t, common, locale } = await accountPage("/account");

  return (
    <AccountShell
      product={t("product")}
      language={{ label: common("language.label"), locale, returnTo: "/account" }}
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
