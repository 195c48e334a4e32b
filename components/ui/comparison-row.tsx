import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";

/** `old` is struck through, `new` is strong, `same` is grey and left out on a phone. */
type Cell = { value: ReactNode; kind?: "old" | "new" | "same" };

export type ComparisonRowContent = { label: string; was: Cell; now: Cell; yours: Cell };

type Props = ComparisonRowContent & { titles: Record<"was" | "now" | "yours", string> };

export function ComparisonRow({ label, titles, ...sides }: Props) {
  return (
    <tr
      role="row"
      className="max-md:grid max-md:border-b max-md:border-line max-md:py-3 last:max-md:border-b-0 md:not-last:*:border-b md:not-last:*:border-line"
    >
      <th
        role="rowheader"
        scope="row"
        className="px-4 py-3 align-top font-normal text-ink-2 max-md:pt-0 max-md:pb-2 max-md:font-semibold max-md:text-ink"
      >
        {label}
      </th>
      {(["was", "now", "yours"] as const).map((side) => {
        const { value, kind } = sides[side];

        return (
          <td
            key={side}
            role="cell"
            className={joinClasses(
              "px-4 py-3 align-top max-md:grid max-md:grid-cols-[7.5rem_minmax(0,1fr)] max-md:py-1",
              side === "now" && "bg-accent-soft max-md:py-2",
              kind === "same" && "text-ink-3 max-md:hidden",
              kind === "new" && "font-semibold",
            )}
          >
            <span className="font-normal text-ink-2 md:hidden">{titles[side]}</span>
            <span className="whitespace-pre-line">{kind === "old" ? <s>{value}</s> : value}</span>
          </td>
        );
      })}
    </tr>
  );
}
