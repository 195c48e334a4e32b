import type { ReactNode } from "react";

import { buttonClasses } from "./button-classes";
import { Icon } from "./icon";
import { VisuallyHidden } from "./visually-hidden";

type Props = {
  /** Unique on the page: ties the button to what it opens. */
  id: string;
  label: string;
  size?: "icon" | "iconSm";
  children: ReactNode;
};

/** A popover, so it opens, closes on Escape and on a press outside without JavaScript; children carry MENU_ITEM_CLASSES. */
export function Menu({ id, label, size = "icon", children }: Props) {
  const variant = size === "iconSm" ? "ghost" : "secondary";

  return (
    <>
      <button type="button" popoverTarget={id} className={buttonClasses({ variant, size })}>
        <Icon name="more" />
        <VisuallyHidden>{label}</VisuallyHidden>
      </button>
      <div
        id={id}
        popover="auto"
        className="m-auto min-w-52 flex-col gap-0.5 rounded-lg border border-line-strong bg-raised p-1 text-left text-body text-ink shadow-pop open:flex max-lg:mb-0 max-lg:w-full max-lg:max-w-none max-lg:rounded-b-none max-lg:p-3 max-lg:pb-6 lg:[position-area:bottom_span-left] lg:[position-try-fallbacks:flip-block] lg:supports-[position-area:bottom]:mx-0 lg:supports-[position-area:bottom]:my-1"
      >
        {children}
      </div>
    </>
  );
}
