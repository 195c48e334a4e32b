import type { ReactNode } from "react";

import type { NavGroup, NavItem } from "@/components/shell/nav-item";
import { PortalShell } from "@/components/shell/portal-shell";
import { Button } from "@/components/ui/button";
import { Icon } from "@/components/ui/icon";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import {
  getNavigationCounts,
  type NavigationCounts,
} from "@/lib/dashboard/service/get-navigation-counts";
import { REACH } from "@/lib/tenancy/roles";
import {
  administrationLinks,
  type PortalPage,
  portalPage,
  type PortalParams,
} from "@/lib/web/portal-page";

import { signOutAction } from "../../(auth)/actions";

type Props = { params: PortalParams; children: ReactNode };

export default async function PortalLayout({ params, children }: Props) {
  const page = await portalPage(params);
  const { ctx, company, member, home, common } = page;
  const seesOperations = REACH["see-operations"][member.role] === "all";
  const counts = seesOperations ? await getNavigationCounts(ctx) : null;
  const { places, team, mail, administration, profile } = navigation(page, counts);

  return (
    <PortalShell
      accent={company.accentColour}
      company={{
        name: company.name,
        switchHref: "/companies?choose=1",
        switchLabel: common("shell.switchCompany"),
      }}
      groups={groupsOf(page, { places: [...places, team], administration })}
      tabs={[...places, mail?.tab ?? team, profile]}
      me={{ name: member.name, role: common(`role.${member.role}`), href: `${home}/profile` }}
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

type Navigation = {
  places: NavItem[];
  /** On a phone a tab where there are no mails to see; reached from the profile otherwise. */
  team: NavItem;
  /** Null for roles that do not see the mails. */
  mail: { rail: NavItem; tab: NavItem } | null;
  /** On a phone they are reached from the profile. */
  administration: NavItem[];
  profile: NavItem;
};

function navigation(
  { home, portal, member }: PortalPage,
  counts: NavigationCounts | null,
): Navigation {
  const { openInvitations = 0, failedMails = 0 } = counts ?? {};
  const mail = {
    href: `${home}/mail`,
    icon: "mail",
    count:
      failedMails === 0
        ? undefined
        : { value: failedMails, label: portal("nav.failedMails"), tone: "bad" },
  } satisfies Partial<NavItem>;

  const mailRail = { ...mail, label: portal("nav.mail") };
  const seesMail = REACH["see-mail"][member.role] !== "none";

  return {
    places: [
      { href: home, label: portal("nav.overview"), icon: "home", isExact: true },
      { href: `${home}/appointments`, label: portal("nav.appointments"), icon: "calendar" },
      { href: `${home}/customers`, label: portal("nav.customers"), icon: "contact" },
    ],
    team: {
      href: `${home}/team`,
      label: portal("nav.team"),
      icon: "users",
      count:
        openInvitations === 0
          ? undefined
          : {
              value: openInvitations,
              label: portal("nav.openInvitations", { count: openInvitations }),
            },
    },
    mail: seesMail ? { rail: mailRail, tab: { ...mail, label: portal("nav.mailTab") } } : null,
    administration: [
      ...(seesMail ? [mailRail] : []),
      ...administrationLinks({ home, member, portal }),
    ],
    profile: { href: `${home}/profile`, label: portal("nav.profile"), icon: "user" },
  };
}

function groupsOf(
  { portal }: PortalPage,
  { places, administration }: Pick<Navigation, "places" | "administration">,
): NavGroup[] {
  if (administration.length === 0) return [{ items: places }];

  return [{ items: places }, { label: portal("nav.administration"), items: administration }];
}
