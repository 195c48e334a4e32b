import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";

type Props = { summary: string; icon?: IconName; isOpen?: boolean; children: ReactNode };

export function Disclosure({ summary, icon = "plus", isOpen = false, children }: Props) {
  return (
    <details open={isOpen} className="group/more">
      <summary className="flex min-h-11 items-center gap-2 font-medium text-accent">
        <Icon name={icon} className={icon === "plus" ? "group-open/more:rotate-45" : ""} />
        {summary}
      </summary>
      <div className="pt-1">{children}</div>
    </details>
  );
}
