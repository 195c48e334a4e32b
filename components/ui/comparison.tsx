import type { ReactNode } from "react";

import { ComparisonRow, type ComparisonRowContent } from "./comparison-row";
import { joinClasses } from "./join-classes";

type Side = { title: string; note?: ReactNode };

type Props = {
  label: string;
  /** Names the first column for those who cannot see that it needs no name. */
  fieldLabel: string;
  was: Side;
  now: Side;
  yours: Side;
  rows: readonly ComparisonRowContent[];
};

/** What was, what holds now, what the reader wanted; stacks below 768 px. */
export function Comparison({ label, fieldLabel, was, now, yours, rows }: Props) {
  return (
    <table
      role="table"
      aria-label={label}
      className="w-full border-separate border-spacing-0 overflow-hidden rounded-lg border border-line bg-surface text-left max-md:block"
    >
      <thead role="rowgroup" className="max-md:hidden">
        <tr role="row">
          <th role="columnheader" scope="col" className="w-36 border-b border-line px-4 py-3">
            <span className="sr-only">{fieldLabel}</span>
          </th>
          {[was, now, yours].map((side) => (
            <th
              key={side.title}
              role="columnheader"
              scope="col"
              className={joinClasses(
                "border-b border-line px-4 py-3 align-top font-semibold",
                side === now && "bg-accent-soft",
              )}
            >
              {side.title}
              {side.note && (
                <span className="block text-xs font-normal text-ink-2">{side.note}</span>
              )}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-md:block">
        {rows.map((row) => (
          <ComparisonRow
            key={row.label}
            titles={{ was: was.title, now: now.title, yours: yours.title }}
            {...row}
          />
        ))}
      </tbody>
    </table>
  );
}
