import type { ReactNode } from "react";

import { Icon } from "./icon";
import { VisuallyHidden } from "./visually-hidden";

type Props = {
  from: ReactNode;
  to: ReactNode;
  /** Said, not shown: many screen readers skip <s> and <ins>. */
  fromLabel: string;
  toLabel: string;
};

/** Old struck through, arrow, new: the one pattern for history, conflict, confirmation and mail. */
export function Change({ from, to, fromLabel, toLabel }: Props) {
  return (
    <span className="inline-flex flex-wrap items-baseline gap-x-2">
      <s>
        <VisuallyHidden>{fromLabel}: </VisuallyHidden>
        {from}
      </s>
      <Icon name="arrow-right" size="sm" className="self-center text-ink-3" />
      <ins className="font-medium">
        <VisuallyHidden>{toLabel}: </VisuallyHidden>
        {to}
      </ins>
    </span>
  );
}
