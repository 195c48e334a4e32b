import type { ReactNode } from "react";

import { joinClasses } from "./join-classes";

type Column = { label: string; align?: "end"; isHidden?: boolean };

type Props = {
  /** The table's name: either the id of a heading or the words themselves. */
  labelledBy?: string;
  label?: string;
  columns: readonly Column[];
  children: ReactNode;
};

/** Below 1024 px each row is a card; the explicit roles keep it a table for assistive technology. */
export function Table({ labelledBy, label, columns, children }: Props) {
  return (
    <table
      role="table"
      aria-labelledby={labelledBy}
      aria-label={label}
      className="w-full border-collapse max-lg:block"
    >
      <thead role="rowgroup" className="max-lg:hidden">
        <tr role="row">
          {columns.map((column) => (
            <th
              key={column.label}
              role="columnheader"
              scope="col"
              className={joinClasses(
                "border-b border-line px-3 py-2 text-xs font-medium whitespace-nowrap text-ink-2 first:pl-4 last:pr-4",
                column.align === "end" ? "text-right" : "text-left",
              )}
            >
              {column.isHidden ? <span className="sr-only">{column.label}</span> : column.label}
            </th>
          ))}
        </tr>
      </thead>
      <tbody role="rowgroup" className="max-lg:block">
        {children}
      </tbody>
    </table>
  );
}
