import type { ReactNode } from "react";

import { SkipLink } from "@/components/ui/skip-link";

import { Brand } from "./brand";
import { CompanyTheme } from "./company-theme";
import { type LanguageChoice, LanguageSwitch } from "./language-switch";

type Props = {
  product: string;
  language: LanguageChoice;
  skipLabel: string;
  signOut: ReactNode;
  children: ReactNode;
};

/** What belongs to a person and to no company: one column, wide enough for a list of sessions. */
export function AccountShell({ product, language, skipLabel, signOut, children }: Props) {
  return (
    <CompanyTheme
      density="portal"
      className="grid grid-cols-[minmax(0,44rem)] grid-rows-[auto_1fr_auto] justify-center px-4 pb-4"
    >
      <SkipLink>{skipLabel}</SkipLink>
      <header className="flex items-center justify-between gap-3 py-3">
        <Brand name={product} href="/companies?choose=1" />
        {signOut}
      </header>
      <main
        id="content"
        className="grid grid-cols-[minmax(0,1fr)] content-start gap-4 pt-2 pb-8 lg:gap-6"
      >
        {children}
      </main>
      <footer className="flex justify-center text-sm text-ink-2">
        <LanguageSwitch {...language} />
      </footer>
    </CompanyTheme>
  );
}
