import type { ReactNode } from "react";

import { Avatar } from "@/components/ui/avatar";
import { Link } from "@/components/ui/link";
import { SkipLink } from "@/components/ui/skip-link";

import { CompanyLink, type CompanyLinkProps } from "./company-link";
import { CompanyTheme } from "./company-theme";
import { type Me, MeLink } from "./me-link";
import type { NavGroup, NavItem } from "./nav-item";
import { RailNav } from "./rail-nav";
import { TabBar } from "./tab-bar";

type Props = {
  accent?: string | null;
  company: CompanyLinkProps;
  groups: readonly NavGroup[];
  /** At most five; the last one leads to the rest. */
  tabs: readonly NavItem[];
  me: Me;
  signOut: ReactNode;
  labels: { skip: string; navigation: string; tabs: string; signedInAs: string };
  children: ReactNode;
};

/** A rail of 232 px, an icon rail below 1200 px, a top bar and five tabs below 1024 px. */
export function PortalShell({
  accent,
  company,
  groups,
  tabs,
  me,
  signOut,
  labels,
  children,
}: Props) {
  return (
    <CompanyTheme
      accent={accent}
      density="portal"
      className="grid grid-cols-[minmax(0,1fr)] content-start max-lg:pb-16 lg:grid-cols-[4rem_minmax(0,1fr)] lg:content-stretch xl:grid-cols-[14.5rem_minmax(0,1fr)]"
    >
      <SkipLink>{labels.skip}</SkipLink>
      <header className="flex min-h-14 items-center justify-between gap-3 border-b border-line bg-sunken px-4 py-1 lg:hidden">
        <CompanyLink {...company} />
        <Link href={me.href} className="inline-grid size-11 place-items-center no-underline">
          <Avatar name={me.name} label={`${labels.signedInAs} ${me.name}`} />
        </Link>
      </header>
      <header className="sticky top-0 flex h-dvh flex-col gap-1 overflow-y-auto border-r border-line bg-sunken p-3 max-xl:px-2 max-lg:hidden">
        <CompanyLink {...company} />
        <RailNav label={labels.navigation} groups={groups} />
        <MeLink me={me} signOut={signOut} />
      </header>
      <main
        id="content"
        className="grid w-full max-w-344 grid-cols-[minmax(0,1fr)] content-start gap-4 p-4 pb-8 lg:gap-6 lg:px-8 lg:pt-6 lg:pb-12"
      >
        {children}
      </main>
      <TabBar label={labels.tabs} items={tabs} />
    </CompanyTheme>
  );
}
