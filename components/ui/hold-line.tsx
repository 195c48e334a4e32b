import type { ReactNode } from "react";

type Props = { children: ReactNode; action?: ReactNode };

/** "Für Sie reserviert, noch 3:58", with the button that extends it. */
export function HoldLine({ children, action }: Props) {
  return (
    <div className="flex min-h-11 items-center justify-between gap-3 text-note text-info">
      <span>{children}</span>
      {action}
    </div>
  );
}
