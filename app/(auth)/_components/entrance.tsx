import type { ReactNode } from "react";

import { EntranceShell } from "@/components/shell/entrance-shell";
import type { Locale } from "@/lib/shared/schema";

type Props = {
  locale: Locale;
  returnTo: string;
  t: (key: string) => string;
  common: (key: string) => string;
  children: ReactNode;
};

/** The frame of every page before a company is chosen. */
export function Entrance({ locale, returnTo, t, common, children }: Props) {
  return (
    <EntranceShell
      company={{ name: t("product"), href: "/" }}
      language={{ label: common("language.label"), locale, returnTo }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      {children}
    </EntranceShell>
  );
}
