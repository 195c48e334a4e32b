import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

const TONES = {
  plain: "bg-hover text-ink-2",
  info: "bg-info-soft text-info",
  warn: "bg-warn-soft text-warn",
  bad: "bg-bad-soft text-bad",
};

type Props = {
  icon: IconName;
  tone?: keyof typeof TONES;
  title: string;
  /** h1 when the page is nothing else. */
  level?: "h1" | "h2" | "h3";
  children?: ReactNode;
  actions?: ReactNode;
};

/** Says what is, and offers the next step. */
export function Empty({
  icon,
  tone = "plain",
  title,
  level: Level = "h3",
  children,
  actions,
}: Props) {
  return (
    <div className="mx-auto grid max-w-104 justify-items-center gap-2 px-4 py-8 text-center">
      <span className={joinClasses("mb-1 grid size-10 place-items-center rounded-lg", TONES[tone])}>
        <Icon name={icon} size="lg" />
      </span>
      <Level className={Level === "h1" ? "text-xl" : "text-body"}>{title}</Level>
      {children && <div className="text-ink-2">{children}</div>}
      {actions && <div className="mt-2 flex flex-wrap justify-center gap-2">{actions}</div>}
    </div>
  );
}
