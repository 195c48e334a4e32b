import type { ReactNode } from "react";

/** Words a person wrote, as they wrote them. */
export function Quote({ children }: { children: ReactNode }) {
  return (
    <blockquote className="border-l-2 border-line-strong pl-3 wrap-anywhere whitespace-pre-line text-ink-2">
      {children}
    </blockquote>
  );
}
