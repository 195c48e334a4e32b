import type { ReactNode } from "react";

import { Link } from "./link";

/** The link of a table row; on a phone the whole card answers to it. */
export function RowLink({ href, children }: { href: string; children: ReactNode }) {
  return (
    <Link
      href={href}
      className="text-inherit no-underline hover:text-inherit hover:underline max-lg:after:absolute max-lg:after:inset-0"
    >
      {children}
    </Link>
  );
}
