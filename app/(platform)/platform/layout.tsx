import type { ReactNode } from "react";

import { PortalShell } from "@/components/shell/portal-shell";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { platformPage } from "@/lib/web/platform-page";

import { signOutAction } from "../../(auth)/actions";

export default async function PlatformLayout({ children }: { children: ReactNode }) {
  const { t, common, account } = await platformPage("/platform");
  const places = [
    { href: "/platform", label: t("nav.companies"), icon: "building", isExact: true },
    { href: "/platform/accounts", label: t("nav.accounts"), icon: "users" },
    { href: "/platform/jobs", label: t("nav.jobs"), icon: "server" },
  ] as const;

  return (
    <PortalShell
      company={{
        name: t("title"),
        switchHref: "/companies?choose=1",
        switchLabel: common("shell.switchCompany"),
      }}
      groups={[{ items: places }]}
      tabs={[...places, { href: "/account", label: t("nav.account"), icon: "user" }]}
      me={{ name: account.name, role: t("operator"), href: "/account" }}
      signOut={
        <form action={signOutAction}>
          <Button type="submit" variant="ghost" size="iconSm">
            <Icon name="log-out" />
            <VisuallyHidden>{common("action.signOut")}</VisuallyHidden>
          </Button>
        </form>
      }
      labels={{
        skip: common("shell.skip"),
        navigation: common("shell.navigation"),
        tabs: common("shell.tabs"),
        signedInAs: common("shell.signedInAs"),
      }}
    >
      {children}
    </PortalShell>
  );
}
