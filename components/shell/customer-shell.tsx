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
  /** A Dock, when the page ends in a decision. */
  dock?: ReactNode;
};

/** One column of 544 px, plain links only. */
export function CustomerShell({ company, language, skipLabel, links, children, dock }: Props) {
  return (
    <CompanyTheme accent={company.accent} density="customer" className="flex flex-col">
      <SkipLink>{skipLabel}</SkipLink>
      <header className="mx-auto flex min-h-16 w-full max-w-136 flex-wrap items-center justify-between gap-3 px-4 py-3">
        <Brand name={company.name} href={company.href} />
        <LanguageSwitch {...language} />
      </header>
      <main
        id="content"
        className="mx-auto grid w-full max-w-136 flex-1 grid-cols-[minmax(0,1fr)] content-start gap-6 px-4 pt-2 pb-12 md:pt-4"
      >
        {children}
      </main>
      {dock}
      {links.length > 0 && (
        <footer className="mx-auto flex w-full max-w-136 flex-wrap gap-x-4 border-t border-line px-4 pt-6 pb-8 text-md text-ink-2">
          <FootLinks links={links} />
        </footer>
      )}
    </CompanyTheme>
  );
}
