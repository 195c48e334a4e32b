import type { ReactNode } from "react";

import { SkipLink } from "@/components/ui/skip-link";

import { Brand } from "./brand";
import { CompanyTheme } from "./company-theme";
import { type LanguageChoice, LanguageSwitch } from "./language-switch";

type Props = {
  company: { name: string; accent?: string | null };
  language: LanguageChoice;
  skipLabel: string;
  /** Who invites, and as what; holds the page's h1. */
  invitation: ReactNode;
  children: ReactNode;
};

/** The entrance with the inviter's words beside the form, above it on a phone. */
export function InvitationShell({ company, language, skipLabel, invitation, children }: Props) {
  return (
    <CompanyTheme
      accent={company.accent}
      density="entrance"
      className="grid grid-cols-[minmax(0,1fr)] content-start md:grid-cols-2 md:content-stretch"
    >
      <SkipLink>{skipLabel}</SkipLink>
      <header className="grid content-start gap-4 border-line bg-surface px-4 pt-3 pb-6 max-md:border-b md:grid-rows-[auto_1fr] md:gap-8 md:border-r md:px-12 md:py-8">
        <div className="flex items-center justify-between gap-3">
          <Brand name={company.name} />
          <LanguageSwitch {...language} />
        </div>
        <div className="grid max-w-104 content-start gap-4 md:content-center md:[&_h1]:text-3xl">
          {invitation}
        </div>
      </header>
      <main
        id="content"
        className="grid grid-cols-[minmax(0,25rem)] content-start justify-center gap-4 px-4 py-6 max-md:grid-cols-[minmax(0,1fr)] md:content-center md:px-6 md:py-8"
      >
        {children}
      </main>
    </CompanyTheme>
  );
}
