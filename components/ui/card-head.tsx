import type { ReactNode } from "react";

type Props = { id?: string; children: ReactNode; action?: ReactNode };

export function CardHead({ id, children, action }: Props) {
  return (
    <div className="flex min-h-12 items-center justify-between gap-3 border-b border-line px-4 py-2">
      <h2 id={id} className="flex items-center gap-2 text-body">
        {children}
      </h2>
      {action && <div className="flex items-center gap-2 text-note text-ink-2">{action}</div>}
    </div>
  );
}
