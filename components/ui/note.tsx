import type { ReactNode } from "react";

import { Icon } from "./icon";
import type { IconName } from "./icon-paths";
import { joinClasses } from "./join-classes";

const TONES = {
  plain: { surface: "border-line bg-transparent", ink: "text-ink-2", icon: "info" },
  ok: { surface: "border-ok-line bg-ok-soft", ink: "text-ok", icon: "circle-check" },
  info: { surface: "border-info-line bg-info-soft", ink: "text-info", icon: "info" },
  warn: { surface: "border-warn-line bg-warn-soft", ink: "text-warn", icon: "alert" },
  bad: { surface: "border-bad-line bg-bad-soft", ink: "text-bad", icon: "circle-x" },
} as const;

type Props = {
  tone?: keyof typeof TONES;
  icon?: IconName;
  title?: ReactNode;
  children?: ReactNode;
  actions?: ReactNode;
  /** "alert" for what refused an action just now, "status" for what succeeded. */
  role?: "alert" | "status";
};

export function Note({ tone = "plain", icon, title, children, actions, role }: Props) {
  const look = TONES[tone];

  return (
    <div
      role={role}
      className={joinClasses("flex gap-3 rounded-lg border px-4 py-3", look.surface)}
    >
      <Icon name={icon ?? look.icon} className={joinClasses("mt-0.5", look.ink)} />
      <div className="min-w-0 flex-1 wrap-break-word text-ink-2">
        {title && <strong className="block text-ink">{title}</strong>}
        {children}
        {actions && <div className="mt-2 flex flex-wrap gap-2">{actions}</div>}
      </div>
    </div>
  );
}
