import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

const TONES = {
  plain: "border-line-strong bg-surface text-ink-2",
  ok: "border-ok-line bg-ok-soft text-ok",
  info: "border-info-line bg-info-soft text-info",
  warn: "border-warn-line bg-warn-soft text-warn",
  bad: "border-bad-line bg-bad-soft text-bad",
};

type Props = {
  icon: IconName;
  tone?: keyof typeof TONES;
  title: ReactNode;
  /** Who and when. */
  meta: ReactNode;
  children?: ReactNode;
};

export function TimelineItem({ icon, tone = "plain", title, meta, children }: Props) {
  return (
    <li className="relative pb-6 pl-10 before:absolute before:top-7.5 before:-bottom-0.5 before:left-[0.84rem] before:w-px before:bg-line-strong last:pb-0 last:before:hidden">
      <span
        className={joinClasses(
          "absolute top-0 left-0 grid size-7 place-items-center rounded-full border",
          TONES[tone],
        )}
      >
        <Icon name={icon} size="sm" />
      </span>
      <h3 className="pt-1 font-medium">{title}</h3>
      {children && <div className="mt-1 grid gap-2">{children}</div>}
      <p className="mt-1 text-xs text-ink-2">{meta}</p>
    </li>
  );
}
