import type { ComponentProps } from "react";

import { CONTROL_AT_REST, CONTROL_CLASSES } from "./control-classes";
import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

type Props = ComponentProps<"input"> & { icon?: IconName };

export function Input({ icon, className, ...props }: Props) {
  const classes = joinClasses(
    CONTROL_CLASSES,
    CONTROL_AT_REST,
    "read-only:bg-sunken",
    icon && "pl-8",
    className,
  );
  if (icon === undefined) return <input className={classes} {...props} />;

  return (
    <span className="relative block">
      <Icon
        name={icon}
        className="pointer-events-none absolute top-1/2 left-2.5 -translate-y-1/2 text-ink-3"
      />
      <input className={classes} {...props} />
    </span>
  );
}
