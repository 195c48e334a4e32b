import type { ReactNode } from "react";

import { Link } from "./link";

/** The link of a table row; on a phone the whole card answers to it. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link href={href} className="row-link">
      {children}
    </Link>
  );
}
