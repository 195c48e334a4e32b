import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

type Props = { icon: IconName; children: ReactNode; sub?: ReactNode; action?: ReactNode };

export function LineItem({ icon, children, sub, action }: Props) {
  return (
    <li className="grid min-h-14 grid-cols-[1.25rem_minmax(0,1fr)_auto] items-center gap-x-3 px-4 py-3">
      <Icon
        name={icon}
        size="lg"
        className={joinClasses("text-ink-3", Boolean(sub) && "mt-0.5 self-start")}
      />
      <span className="min-w-0 wrap-break-word">
        {children}
        {sub && <span className="block text-note text-ink-2">{sub}</span>}
      </span>
      {action && <span className="-mr-3 justify-self-end">{action}</span>}
    </li>
  );
}
