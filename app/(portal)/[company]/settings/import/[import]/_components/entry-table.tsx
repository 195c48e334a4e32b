import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardFoot } from "@/components/ui/card-foot";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { ImportDetail } from "@/lib/imports/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

/** Nobody reads five thousand rows; the faulty ones come first. */
const MOST_SHOWN = 200;

type Props = { page: SettingsPage; found: ImportDetail };

/** What was read, row by row, and what is wrong with it. */
export function EntryTable({ page: { settings, problems }, found }: Props) {
  const sorted = [
    ...found.entries.filter(({ problem }) => problem !== null),
    ...found.entries.filter(({ problem }) => problem === null),
  ].slice(0, MOST_SHOWN);

  return (
    <Card aria-label={settings("import.rows")}>
      <Table
        label={settings("import.rows")}
        columns={["line", "name", "email", "phone", "check"].map((key) => ({
          label: settings(`import.${key}`),
        }))}
      >
        {sorted.map(({ line, name, email, phone, problem }) => (
          <TableRow key={line}>
            <TableCell kind="muted" label={settings("import.line")} phone="corner">
              {line}
            </TableCell>
            <TableCell kind="main">
              <span className="wrap-anywhere">{name}</span>
            </TableCell>
            <TableCell phone="wide">
              <span className="wrap-anywhere">{email}</span>
            </TableCell>
            <TableCell phone="wide">{phone}</TableCell>
            <TableCell phone="wide" sub={problem !== null && problems(`fields.${problem}`)}>
              <Badge
                tone={problem === null ? "plain" : "bad"}
                icon={problem === null ? "check" : "circle-x"}
              >
                {problem === null ? settings("import.good") : settings("import.leftOut")}
              </Badge>
            </TableCell>
          </TableRow>
        ))}
      </Table>
      {found.rowCount > sorted.length && (
        <CardFoot>{settings("import.shown", { count: sorted.length })}</CardFoot>
      )}
    </Card>
  );
}
