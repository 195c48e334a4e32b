import type { ReactNode } from "react";

import { CustomerShell } from "@/components/shell/customer-shell";
import type { ManagedPage } from "@/lib/web/managed-page";

type Props = {
  page: ManagedPage;
  /** Below the appointment's own address, e.g. `/move`. */
  path?: string;
  children: ReactNode;
  dock?: ReactNode;
};

/** The frame of every page behind a manage link. */
export function CustomerPage({ page, path = "", children, dock }: Props) {
  const { appointment, href, locale, common, customer } = page;
  const { name, accentColour, slug } = appointment.company;

  return (
    <CustomerShell
      company={{ name, accent: accentColour, href }}
      language={{ label: common("language.label"), locale, returnTo: `${href}${path}` }}
      skipLabel={common("shell.skip")}
      links={[{ href: `/c/${slug}`, label: customer("mine.all") }]}
      dock={dock}
    >
      {children}
    </CustomerShell>
  );
}
