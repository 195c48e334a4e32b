import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

const TONES = {
  ok: "text-ok",
  quiet: "text-ink-3",
  info: "text-info",
  warn: "text-warn",
  bad: "text-bad",
};

type Props = { icon?: IconName; tone?: keyof typeof TONES; children: ReactNode };

export function RuleItem({ icon = "check", tone = "ok", children }: Props) {
  return (
    <li className="grid grid-cols-[1.25rem_minmax(0,1fr)] gap-3">
      <Icon name={icon} size="lg" className={`mt-0.5 ${TONES[tone]}`} />
      <span className="wrap-break-word">{children}</span>
    </li>
  );
}
