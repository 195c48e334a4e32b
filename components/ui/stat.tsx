import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";
import { Link } from "./link";

const TONES = { plain: "", warn: "text-warn", bad: "text-bad" };

type Props = {
  label: string;
  value: ReactNode;
  detail?: ReactNode;
  tone?: keyof typeof TONES;
  href?: string;
};

export function Stat({ label, value, detail, tone = "plain", href }: Props) {
  const classes = "grid min-w-0 content-start gap-0.5 bg-surface p-4 text-inherit no-underline";
  const content = (
    <>
      <span className="text-sm text-ink-2">{label}</span>
      <span className={joinClasses("text-2xl font-semibold", TONES[tone])}>{value}</span>
      {detail && <span className="text-xs text-ink-2">{detail}</span>}
    </>
  );
  if (href === undefined) return <div className={classes}>{content}</div>;

  return (
    <Link
      href={href}
      className={joinClasses(
        classes,
        "hover:bg-hover hover:text-inherit focus-visible:-outline-offset-3",
      )}
    >
      {content}
    </Link>
  );
}
