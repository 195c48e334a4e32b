import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { ImportSummary } from "@/lib/imports/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { SettingsPage } from "@/lib/web/settings-page";

type Props = { page: SettingsPage; imports: readonly ImportSummary[] };

/** The files so far, newest first. */
export function ImportList({ page, imports }: Props) {
  const { settings, company, home, locale } = page;
  const reader = { locale, timeZone: company.timeZone };

  return (
    <Card aria-labelledby="imports">
      <CardHead id="imports">{settings("import.list")}</CardHead>
      <Table
        labelledBy="imports"
        columns={["fileName", "rows", "status", "when", "who"].map((key) => ({
          label: settings(`import.${key}`),
        }))}
      >
        {imports.map(({ id, fileName, rowCount, status, createdAt, createdBy }) => (
          <TableRow key={id}>
            <TableCell kind="main">
              <RowLink href={`${home}/settings/import/${id}`}>{fileName || id}</RowLink>
            </TableCell>
            <TableCell phone="corner">{settings("import.rowCount", { count: rowCount })}</TableCell>
            <TableCell>{settings(`import.statusOf.${status}`)}</TableCell>
            <TableCell kind="muted" phone="wide">
              {formatDateTime(createdAt, reader)}
            </TableCell>
            <TableCell kind="muted" phone="wide">
              {createdBy}
            </TableCell>
          </TableRow>
        ))}
      </Table>
    </Card>
  );
}
