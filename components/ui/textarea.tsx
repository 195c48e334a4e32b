import type { ComponentProps } from "react";

import { CONTROL_AT_REST, CONTROL_CLASSES } from "./control-classes";
import { joinClasses } from "./join-classes";

export function Textarea({ className, ...props }: ComponentProps<"textarea">) {
  return (
    <textarea
      className={joinClasses(
        CONTROL_CLASSES,
        CONTROL_AT_REST,
        "min-h-22 py-2 read-only:bg-sunken",
        className,
      )}
      {...props}
    />
  );
}
