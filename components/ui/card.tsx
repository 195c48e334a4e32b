import type { ComponentProps } from "react";

import { joinClasses } from "./join-classes";

/** A section with a surface; give it aria-labelledby with the id of its CardHead. */
export function Card({ className, ...props }: ComponentProps<"section">) {
  return (
    <section
      className={joinClasses("min-w-0 rounded-lg border border-line bg-surface", className)}
      {...props}
    />
  );
}
