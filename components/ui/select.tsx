import type { ComponentProps } from "react";

import { CONTROL_AT_REST, CONTROL_CLASSES } from "./control-classes";
import { Icon } from "./icon";
import { joinClasses } from "./join-classes";

type Props = ComponentProps<"select"> & {
  /** A filter that narrows the list says so by colour and weight. */
  isSet?: boolean;
  /** As wide as its longest option instead of its container. */
  fit?: boolean;
};

export function Select({ isSet = false, fit = false, className, ...props }: Props) {
  return (
    <span className={joinClasses("relative block", fit && "max-w-48 flex-none")}>
      <select
        className={joinClasses(
          CONTROL_CLASSES,
          "appearance-none pr-8 text-ellipsis",
          isSet ? "border-accent bg-accent-soft font-medium" : CONTROL_AT_REST,
          className,
        )}
        {...props}
      />
      <Icon
        name="chevron-down"
        className="pointer-events-none absolute top-1/2 right-2.5 -translate-y-1/2 text-ink-3"
      />
    </span>
  );
}
