"use client";

import { usePathname } from "next/navigation";
import type { ReactNode } from "react";

import { Link } from "@/components/ui/link";

type Props = {
  href: string;
  isExact?: boolean | undefined;
  title?: string;
  className: string;
  children: ReactNode;
};

/** Knows which page is open: a layout is not rendered again when the page below it changes. */
export function NavLink({ href, isExact = false, ...props }: Props) {
  const path = usePathname();
  const isCurrent = path === href || (!isExact && path.startsWith(`${href}/`));

  return <Link href={href} aria-current={isCurrent ? "page" : undefined} {...props} />;
}
