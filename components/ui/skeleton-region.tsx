import type { ReactNode } from "react";

import { VisuallyHidden } from "./visually-hidden";

type Props = { label: string; children: ReactNode };

export function SkeletonRegion({ label, children }: Props) {
  return (
    <div role="status" className="grid gap-6">
      <VisuallyHidden>{label}</VisuallyHidden>
      {children}
    </div>
  );
}
