"use client";

import type { ComponentProps, MouseEvent, ReactNode } from "react";
import { useFormStatus } from "react-dom";

import { buttonClasses, type ButtonLook } from "./button-classes";
import { joinClasses } from "./join-classes";
import { Spinner } from "./spinner";

type Props = Omit<ComponentProps<"button">, "type"> &
  ButtonLook & {
    children: ReactNode;
    pendingLabel: string;
    /** For forms submitted by code, which useFormStatus does not see. */
    pending?: boolean;
  };

/** Keeps its size while the form is on its way, and ignores a second press. */
export function SubmitButton({
  variant = "primary",
  size,
  className,
  children,
  pendingLabel,
  pending = false,
  ...props
}: Props) {
  const status = useFormStatus();
  const isPending = pending || status.pending;
  const layer = "col-start-1 row-start-1 inline-flex items-center justify-center gap-2";

  const ignoreSecondPress = (event: MouseEvent) => {
    if (isPending) event.preventDefault();
  };

  return (
    <>
      <button
        type="submit"
        aria-busy={isPending}
        onClick={ignoreSecondPress}
        className={buttonClasses({ variant, size }, className)}
        {...props}
      >
        <span className="grid">
          <span className={joinClasses(layer, isPending && "invisible")}>{children}</span>
          <span className={joinClasses(layer, !isPending && "invisible")}>
            <Spinner />
            {pendingLabel}
          </span>
        </span>
      </button>
      <span role="status" className="sr-only">
        {isPending && pendingLabel}
      </span>
    </>
  );
}
