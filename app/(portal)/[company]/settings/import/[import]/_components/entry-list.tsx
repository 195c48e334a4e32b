import type { ReactNode } from "react";

import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardFoot } from "@/components/ui/card-foot";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { SettingsPage } from "@/lib/web/settings-page";

/** Nobody reads five thousand rows; the faulty ones come first. */
const MOST_SHOWN = 200;

type Props<Entry> = {
  page: SettingsPage;
  entries: readonly Entry[];
  columns: readonly string[];
  /** The cells between the line's number and what is wrong with it. */
  cells: (entry: Entry) => ReactNode;
};

/** What was read, row by row, and what is wrong with it. */
export function EntryList<Entry extends { line: number; problem: string | null }>({
  page: { settings, problems },
  entries,
  columns,
  cells,
}: Props<Entry>) {
  const sorted = [
    ...entries.filter(({ problem }) => problem !== null),
    ...entries.filter(({ problem }) => problem === null),
  ].slice(0, MOST_SHOWN);

  return (
    <Card aria-label={settings("import.rows")}>
      <Table
        label={settings("import.rows")}
        columns={["line", ...columns, "check"].map((key) => ({ label: settings(`import.${key}`) }))}
      >
        {sorted.map((entry) => (
          <TableRow key={entry.line}>
            <TableCell kind="muted" label={settings("import.line")} phone="corner">
              {entry.line}
            </TableCell>
            {cells(entry)}
            <TableCell
              phone="wide"
              sub={entry.problem !== null && problems(`fields.${entry.problem}`)}
            >
              <Badge
                tone={entry.problem === null ? "plain" : "bad"}
                icon={entry.problem === null ? "check" : "circle-x"}
              >
                {entry.problem === null ? settings("import.good") : settings("import.leftOut")}
              </Badge>
            </TableCell>
          </TableRow>
        ))}
      </Table>
      {entries.length > sorted.length && (
        <CardFoot>{settings("import.shown", { count: sorted.length })}</CardFoot>
      )}
    </Card>
  );
}
