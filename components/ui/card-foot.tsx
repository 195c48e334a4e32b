import type { ComponentProps } from "react";

import { joinClasses } from "./join-classes";

export function CardFoot({ className, ...props }: ComponentProps<"div">) {
  return (
    <div
      className={joinClasses(
        "flex flex-wrap items-center justify-end gap-2 border-t border-line px-4 py-3",
        className,
      )}
      {...props}
    />
  );
}
