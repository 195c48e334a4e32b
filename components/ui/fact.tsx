import type { ReactNode } from "react";

type Props = { label: string; children: ReactNode; sub?: ReactNode };

export function Fact({ label, children, sub }: Props) {
  return (
    <>
      <dt className="text-ink-2">{label}</dt>
      <dd className="min-w-0 wrap-anywhere">
        {children}
        {sub && <span className="block text-ink-2">{sub}</span>}
      </dd>
    </>
  );
}
