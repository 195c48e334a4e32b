import type { ReactNode } from "react";

/** What holds and what is possible, one sentence a line; children are RuleItem. */
export function RuleList({ children }: { children: ReactNode }) {
  return <ul className="grid gap-3">{children}</ul>;
}
