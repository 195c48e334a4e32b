import type { ReactNode } from "react";

type Props = { columns: number; children: ReactNode; detail?: ReactNode };

/** A row that heads those below it: "Heute, Montag, 23. November · 12 Termine". */
export function TableGroup({ columns, children, detail }: Props) {
  return (
    <tr role="row" className="border-b border-line max-lg:block">
      <th
        role="rowheader"
        scope="rowgroup"
        colSpan={columns}
        className="bg-sunken px-4 py-2 text-left text-sm font-semibold max-lg:block"
      >
        {children}
        {detail && <span className="font-normal text-ink-2"> · {detail}</span>}
      </th>
    </tr>
  );
}
