import type { ComponentProps } from "react";

import { VisuallyHidden } from "./visually-hidden";

type Props = Omit<ComponentProps<"input">, "type" | "children"> & {
  time: string;
  /** Said after the time: "Uhr, Freitag, 27. November". */
  description?: string;
  /** Said only when the reader's clock and the venue's differ. */
  ownTime?: string | undefined;
};

export function SlotRadio({ time, description, ownTime, ...props }: Props) {
  return (
    <label className="relative flex min-h-12 items-center justify-center gap-2 rounded-lg border border-field-line bg-surface px-2 font-medium hover:bg-hover has-checked:border-accent has-checked:bg-accent-soft has-checked:font-semibold has-checked:text-accent has-checked:inset-ring has-checked:inset-ring-accent has-focus-visible:outline-2 has-focus-visible:outline-offset-2 has-focus-visible:outline-accent has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:bg-sunken has-disabled:text-ink-3 has-disabled:line-through">
      <input
        type="radio"
        className="size-4.5 flex-none accent-accent after:absolute after:inset-0 focus-visible:outline-none"
        {...props}
      />
      <span>
        {time}
        {description && <VisuallyHidden> {description}</VisuallyHidden>}
        {ownTime && <span className="block text-note font-normal">{ownTime}</span>}
      </span>
    </label>
  );
}
