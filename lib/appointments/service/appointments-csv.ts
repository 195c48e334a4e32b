import "server-only";

import { stringify } from "csv-stringify/sync";

import type { ExportedAppointment } from "@/lib/appointments/service/export-appointments";
import { formatDateTime } from "@/lib/shared/format";

const COLUMNS = [
  ...(["reference", "startsAt", "endsAt", "timeZone", "status", "customer", "email"] as const),
  ...(["phone", "service", "staff", "branch", "price", "currency"] as const),
];
export type AppointmentColumn = (typeof COLUMNS)[number];

type Words = {
  heading: (column: AppointmentColumn) => string;
  status: (status: ExportedAppointment["status"]) => string;
  /** Said in the last line of a file that does not hold everything. */
  cut: string | null;
};

/**
 * Appointments as a table for a spreadsheet, times on the wall clock of the place. What people have typed
 * is written so that no spreadsheet takes it for a formula; the mark at the start makes Excel read it as
 * UTF-8.
 */
export function appointmentsCsv(rows: readonly ExportedAppointment[], words: Words): string {
  const lines: Record<string, string | null>[] = rows.map(
    ({ startsAt, endsAt, priceMinor, ...row }) => ({
      ...row,
      status: words.status(row.status),
      startsAt: formatDateTime(startsAt, { locale: "de", timeZone: row.timeZone }),
      endsAt: formatDateTime(endsAt, { locale: "de", timeZone: row.timeZone }),
      price: (priceMinor / 100).toFixed(2),
    }),
  );
  if (words.cut !== null) lines.push({ reference: words.cut });

  return stringify(lines, {
    bom: true,
    header: true,
    columns: COLUMNS.map((key) => ({ key, header: words.heading(key) })),
    escape_formulas: true,
    record_delimiter: "windows",
  });
}
