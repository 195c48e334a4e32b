import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";
import { VisuallyHidden } from "./visually-hidden";

const TONES = {
  plain: "bg-hover text-ink-2",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

export type CountTone = keyof typeof TONES;

type Props = {
  tone?: CountTone | undefined;
  children: ReactNode;
  /** What is counted, for those who only hear the number: "nicht angekommen". */
  label?: string | undefined;
  className?: string;
};

export function Count({ tone = "plain", children, label, className }: Props) {
  return (
    <span
      className={joinClasses(
        "inline-grid h-5 min-w-5 place-items-center rounded-full px-1 text-xs font-medium",
        TONES[tone],
        className,
      )}
    >
      <span>
        {children}
        {label && <VisuallyHidden> {label}</VisuallyHidden>}
      </span>
    </span>
  );
}
