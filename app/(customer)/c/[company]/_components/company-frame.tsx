import type { ReactNode } from "react";

import { CustomerShell } from "@/components/shell/customer-shell";
import type { CompanyPage } from "@/lib/web/visit-page";

type Props = {
  page: CompanyPage;
  /** Below the company's own address, e.g. `/open`. */
  path?: string;
  children: ReactNode;
};

/** The frame of a company's pages that belong to no single appointment. */
export function CompanyFrame({ page, path = "", children }: Props) {
  const { company, href, locale, common } = page;

  return (
    <CustomerShell
      company={{ name: company.name, accent: company.accentColour, href }}
      language={{ label: common("language.label"), locale, returnTo: `${href}${path}` }}
      skipLabel={common("shell.skip")}
      links={[]}
    >
      {children}
    </CustomerShell>
  );
}
