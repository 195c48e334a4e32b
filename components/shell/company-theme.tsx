import type { CSSProperties, ReactNode } from "react";

import { joinClasses } from "@/components/ui/join-classes";

type Props = {
  /** The colour a company chose, as #rrggbb; without one the product's own applies. */
  accent?: string | null | undefined;
  density: "portal" | "entrance" | "customer";
  className?: string;
  children: ReactNode;
};

/** Where a company's colour begins to hold: everything accented below is derived from it. */
export function CompanyTheme({ accent, density, className, children }: Props) {
  const style = accent ? ({ "--company-accent": accent } as CSSProperties) : undefined;

  return (
    <div
      data-company=""
      data-density={density}
      style={style}
      className={joinClasses("min-h-dvh", className)}
    >
      {children}
    </div>
  );
}
