"use client";

import { type ComponentProps, useState } from "react";

import { Icon } from "./icon";
import { Input } from "./input";
import { VisuallyHidden } from "./visually-hidden";

type Props = Omit<ComponentProps<"input">, "type"> & { showLabel: string; hideLabel: string };

/** The eye needs JavaScript, so it is not there without it. */
export function PasswordInput({ showLabel, hideLabel, ...props }: Props) {
  const [isVisible, setIsVisible] = useState(false);

  return (
    <span className="relative block">
      <Input type={isVisible ? "text" : "password"} className="pr-12" {...props} />
      <button
        type="button"
        onClick={() => {
          setIsVisible(!isVisible);
        }}
        className="absolute inset-y-0 right-0 inline-grid w-11 place-items-center text-ink-2 hover:text-ink noscript:hidden"
      >
        <Icon name={isVisible ? "eye-off" : "eye"} />
        <VisuallyHidden>{isVisible ? hideLabel : showLabel}</VisuallyHidden>
      </button>
    </span>
  );
}
