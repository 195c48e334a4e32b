import type { ReactNode } from "react";

type Props = { title: ReactNode; crumbs?: ReactNode; children?: ReactNode; actions?: ReactNode };

/** The page's h1, a line below it, and at most one filled button on the right. */
export function PageHead({ title, crumbs, children, actions }: Props) {
  return (
    <header>
      {crumbs}
      <div className="flex flex-wrap items-start justify-between gap-4">
        <div className="min-w-0 flex-[1_1_18rem]">
          <h1>{title}</h1>
          {children && (
            <div className="mt-1 flex flex-wrap items-center gap-2 text-ink-2">{children}</div>
          )}
        </div>
        {actions && (
          <div className="flex flex-wrap items-center gap-2 max-lg:w-full max-lg:[&>:not([popovertarget],[popover])]:flex-1">
            {actions}
          </div>
        )}
      </div>
    </header>
  );
}
