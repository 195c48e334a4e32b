import { TableCell } from "@/components/ui/table-cell";
import type { AppointmentImport, CustomerImport, ImportDetail } from "@/lib/imports/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { SettingsPage } from "@/lib/web/settings-page";

import { EntryList } from "./entry-list";

type Props<Found> = { page: SettingsPage; found: Found };

export function EntryTable({ page, found }: Props<ImportDetail>) {
  return found.kind === "customers" ? (
    <Customers page={page} found={found} />
  ) : (
    <Appointments page={page} found={found} />
  );
}

function Customers({ page, found }: Props<CustomerImport>) {
  return (
    <EntryList
      page={page}
      entries={found.entries}
      columns={["name", "email", "phone"]}
      cells={({ name, email, phone }) => (
        <>
          <TableCell kind="main">
            <span className="wrap-anywhere">{name}</span>
          </TableCell>
          <TableCell phone="wide">
            <span className="wrap-anywhere">{email}</span>
          </TableCell>
          <TableCell phone="wide">{phone}</TableCell>
        </>
      )}
    />
  );
}

function Appointments({ page, found }: Props<AppointmentImport>) {
  const { locale, common, settings } = page;

  return (
    <EntryList
      page={page}
      entries={found.entries}
      columns={["begins", "name", "service", "staff"]}
      cells={({ startsAt, timeZone, customer, customerId, status, ...read }) => (
        <>
          <TableCell kind="main" sub={common(`appointmentStatus.${status}`)}>
            {startsAt === null ? "–" : formatDateTime(startsAt, { locale, timeZone })}
          </TableCell>
          <TableCell
            sub={customerId !== null && found.status === "preview" && settings("import.known")}
            phone="wide"
          >
            <span className="wrap-anywhere">{customer.name}</span>
          </TableCell>
          <TableCell phone="wide">
            <Named isKnown={read.serviceId !== null}>{read.service}</Named>
          </TableCell>
          <TableCell kind="muted" phone="wide">
            <Named isKnown={read.staffId !== null}>{read.staff}</Named>
          </TableCell>
        </>
      )}
    />
  );
}

/** What a file says without our knowing it may be one endless word. */
function Named({ isKnown, children }: { isKnown: boolean; children: string }) {
  return isKnown ? children : <span className="wrap-anywhere">{children}</span>;
}
