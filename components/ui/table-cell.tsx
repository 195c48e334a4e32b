import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";

const KINDS = {
  plain: "",
  muted: "text-ink-2",
  time: "cell-time",
  main: "cell-main",
  actions: "text-right whitespace-nowrap",
};

const ON_PHONE = {
  flow: "",
  wide: "max-lg:col-span-full",
  corner: "cell-corner",
  side: "max-lg:text-right",
  actions:
    "max-lg:relative max-lg:col-span-full max-lg:mt-1 max-lg:flex max-lg:flex-wrap max-lg:gap-2",
  hidden: "max-lg:hidden",
};

type Props = {
  children?: ReactNode;
  /** A smaller second line. */
  sub?: ReactNode;
  kind?: keyof typeof KINDS;
  align?: "end";
  /** Where the cell goes in the row's card below 1024 px. */
  phone?: keyof typeof ON_PHONE;
  /** Words before the value in the card, where the column head is gone. */
  label?: string;
};

export function TableCell({ children, sub, kind = "plain", align, phone = "flow", label }: Props) {
  const placed = phone === "flow" && kind === "actions" ? "actions" : phone;

  return (
    <td
      role="cell"
      className={joinClasses(
        "cell",
        KINDS[kind],
        align === "end" && "lg:text-right",
        ON_PHONE[placed],
      )}
    >
      {label && <span className="text-xs text-ink-3 lg:hidden">{label} </span>}
      {children}
      {sub && <span className="block text-xs font-normal text-ink-2">{sub}</span>}
    </td>
  );
}
