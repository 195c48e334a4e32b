import type { ComponentProps } from "react";

import { buttonClasses, type ButtonLook } from "./button-classes";
import { Link } from "./link";

type Props = ComponentProps<typeof Link> & ButtonLook;

/** For the portal. Customer pages use ButtonAnchor, which ships no JavaScript. */
export function ButtonLink({ variant, size, className, ...props }: Props) {
  return <Link className={buttonClasses({ variant, size }, className)} {...props} />;
}
