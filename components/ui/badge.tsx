import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

const TONES = {
  plain: "text-ink [&>svg]:text-ok",
  quiet: "bg-sunken pr-2 pl-1.5 text-ink-2",
  ok: "bg-ok-soft pr-2 pl-1.5 text-ok",
  info: "bg-info-soft pr-2 pl-1.5 text-info",
  warn: "bg-warn-soft pr-2 pl-1.5 text-warn",
  bad: "bg-bad-soft pr-2 pl-1.5 text-bad",
};

export type BadgeTone = keyof typeof TONES;

type Props = { tone?: BadgeTone; icon: IconName; size?: "md" | "lg"; children: ReactNode };

/** The usual is `plain`, without a surface; only the exception has one. Always icon and word. */
export function Badge({ tone = "plain", icon, size = "md", children }: Props) {
  return (
    <span
      className={joinClasses(
        "badge",
        size === "lg" ? "min-h-7 text-sm" : "min-h-5.5 text-xs",
        TONES[tone],
      )}
    >
      <Icon name={icon} size="sm" />
      {children}
    </span>
  );
}
