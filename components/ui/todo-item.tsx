import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

const TONES = { ok: "text-ok", info: "text-info", warn: "text-warn", bad: "text-bad" };

type Props = {
  icon: IconName;
  tone: keyof typeof TONES;
  title: string;
  children?: ReactNode;
  actions?: ReactNode;
};

/** Something that waits for a decision; a list item inside a Card. */
export function TodoItem({ icon, tone, title, children, actions }: Props) {
  return (
    <li className="grid grid-cols-[auto_minmax(0,1fr)] gap-x-3 border-b border-line px-4 py-3 last:border-b-0">
      <Icon name={icon} className={`mt-0.5 ${TONES[tone]}`} />
      <div className="wrap-break-word">
        <strong>{title}</strong>
        {children && <div className="text-ink-2">{children}</div>}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </li>
  );
}
