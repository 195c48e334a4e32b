import type { ReactNode } from "react";

import { DockBar } from "./dock-bar";

type Props = {
  label: string;
  /** How much of a hold is left, 0 to 1. */
  left?: number;
  /** What is being decided; stands above the button, beside it on a wide screen. */
  summary?: ReactNode;
  children: ReactNode;
};

/** The decision, always in reach at the bottom of a customer page. */
export function Dock({ label, left, summary, children }: Props) {
  return (
    <section
      aria-label={label}
      className="sticky bottom-0 z-5 -mx-4 border-t border-line-strong bg-surface md:mx-0 md:rounded-lg md:border"
    >
      {left !== undefined && <DockBar left={left} />}
      <div className="mx-auto grid max-w-136 gap-3 px-4 pt-3 pb-[calc(--spacing(3)+env(safe-area-inset-bottom))] md:grid-cols-[minmax(0,1fr)_auto] md:items-center">
        {summary && <div className="min-w-0">{summary}</div>}
        <div className="grid gap-3 md:only:col-span-full">{children}</div>
      </div>
    </section>
  );
}
