import type { ComponentProps } from "react";

import { buttonClasses, type ButtonLook } from "./button-classes";

type Props = ComponentProps<"button"> & ButtonLook;

export function Button({ variant, size, className, type = "button", ...props }: Props) {
  return <button type={type} className={buttonClasses({ variant, size }, className)} {...props} />;
}
