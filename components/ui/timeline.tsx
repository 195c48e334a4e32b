import type { ReactNode } from "react";

/** What happened, newest first; children are TimelineItem. */
export function Timeline({ children }: { children: ReactNode }) {
  return <ol className="p-4">{children}</ol>;
}
