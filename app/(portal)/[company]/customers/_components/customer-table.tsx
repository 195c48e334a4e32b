import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { CustomerSummary } from "@/lib/customers/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { CustomersPage } from "@/lib/web/customers-page";

type Props = { page: CustomersPage; customers: readonly CustomerSummary[] };

export function CustomerTable({ page, customers }: Props) {
  const { customers: t, common, home, reader } = page;
  const moment = (at: Date | null) =>
    at === null ? common("table.none") : formatDateTime(at, reader);

  return (
    <Table
      label={t("title")}
      columns={["name", "contact", "next", "last", "count"].map((key) => ({
        label: t(`list.${key}`),
        ...(key === "count" && { align: "end" as const }),
      }))}
    >
      {customers.map((customer) => (
        <TableRow key={customer.id}>
          <TableCell kind="main" phone="wide">
            <RowLink href={`${home}/customers/${customer.id}`}>{customer.name}</RowLink>
          </TableCell>
          <TableCell kind="muted" phone="wide" sub={customer.email !== null && customer.phone}>
            <span className="wrap-anywhere">
              {customer.email ?? customer.phone ?? common("table.none")}
            </span>
          </TableCell>
          <TableCell
            phone={customer.nextAt === null ? "hidden" : "wide"}
            label={t("list.next")}
            kind={customer.nextAt === null ? "muted" : "plain"}
          >
            {moment(customer.nextAt)}
          </TableCell>
          <TableCell
            kind="muted"
            phone={customer.lastAt === null ? "hidden" : "wide"}
            label={t("list.last")}
          >
            {moment(customer.lastAt)}
          </TableCell>
          <TableCell kind="muted" align="end" phone="wide" label={t("list.count")}>
            {customer.appointmentCount}
          </TableCell>
        </TableRow>
      ))}
    </Table>
  );
}
