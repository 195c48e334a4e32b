import type { ReactNode } from "react";

/** Ruled lines inside a Card or a Swap; children are LineItem. */
export function LineList({ children }: { children: ReactNode }) {
  return <ul className="divide-y divide-line border-t border-line first:border-t-0">{children}</ul>;
}
