import type { ReactNode } from "react";

import { SkipLink } from "@/components/ui/skip-link";

import { Brand } from "./brand";
import { CompanyTheme } from "./company-theme";
import { type FootLink, FootLinks } from "./foot-links";
import { type LanguageChoice, LanguageSwitch } from "./language-switch";

type Props = {
  company: { name: string; accent?: string | null; href?: string };
  language: LanguageChoice;
  skipLabel: string;
  links: readonly FootLink[];
  children: ReactNode;
};

/** One form, nothing beside it: sign-in, password, requesting a link. */
export function EntranceShell({ company, language, skipLabel, links, children }: Props) {
  return (
    <CompanyTheme
      accent={company.accent}
      density="entrance"
      className="grid grid-cols-[minmax(0,25rem)] grid-rows-[auto_1fr_auto] justify-center px-4 pb-4"
    >
      <SkipLink>{skipLabel}</SkipLink>
      <header className="flex items-center pt-3 md:justify-center md:pt-8">
        <Brand name={company.name} href={company.href} />
      </header>
      <main
        id="content"
        className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 py-6 md:content-center"
      >
        {children}
      </main>
      <footer className="flex flex-wrap items-center justify-center gap-x-4 text-sm text-ink-2">
        <LanguageSwitch {...language} />
        <FootLinks links={links} />
      </footer>
    </CompanyTheme>
  );
}
