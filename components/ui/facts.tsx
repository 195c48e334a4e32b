import type { ReactNode } from "react";

/** Term and value in two columns; children are Fact. */
export function Facts({ children }: { children: ReactNode }) {
  return (
    <dl className="grid grid-cols-[minmax(5rem,max-content)_minmax(0,1fr)] gap-x-4 gap-y-2 max-lg:grid-cols-[6.5rem_minmax(0,1fr)] max-lg:gap-x-3 max-lg:[&_dd>a]:-my-3 max-lg:[&_dd>a]:inline-flex max-lg:[&_dd>a]:min-h-11 max-lg:[&_dd>a]:items-center">
      {children}
    </dl>
  );
}
