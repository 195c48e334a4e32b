import type { ComponentProps } from "react";

import { buttonClasses, type ButtonLook } from "./button-classes";

type Props = ComponentProps<"a"> & ButtonLook;

/** A plain link that looks like a button: customer pages, telephone numbers, files. */
export function ButtonAnchor({ variant, size, className, children, ...props }: Props) {
  return (
    <a className={buttonClasses({ variant, size }, className)} {...props}>
      {children}
    </a>
  );
}
