import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";

type Props = { children: ReactNode; even?: boolean };

/** The main thing and what belongs beside it; one column below 1024 px. */
export function Columns({ children, even = false }: Props) {
  return (
    <div
      className={joinClasses(
        "grid grid-cols-[minmax(0,1fr)] items-start gap-6",
        even
          ? "lg:grid-cols-[minmax(0,1fr)_minmax(0,1fr)]"
          : "lg:grid-cols-[minmax(0,1.9fr)_minmax(18rem,1fr)]",
      )}
    >
      {children}
    </div>
  );
}
