import "server-only";

import type { ExportedAppointment } from "@/lib/appointments/service/export-appointments";
import { csvAmount, writeCsv } from "@/lib/platform/csv";
import { formatDateTime } from "@/lib/shared/format";
import type { Locale } from "@/lib/shared/schema";

const COLUMNS = [
  ...(["reference", "startsAt", "endsAt", "timeZone", "status", "customer", "email"] as const),
  ...(["phone", "service", "staff", "branch", "price", "currency"] as const),
];
export type AppointmentColumn = (typeof COLUMNS)[number];

type Words = {
  locale: Locale;
  heading: (column: AppointmentColumn) => string;
  status: (status: ExportedAppointment["status"]) => string;
  /** Said in the last line of a file that does not hold everything. */
  cut: string | null;
};

/** Appointments as a table for a spreadsheet, times on the wall clock of the place. */
export function appointmentsCsv(rows: readonly ExportedAppointment[], words: Words): string {
  const lines: Record<string, string | null>[] = rows.map(
    ({ startsAt, endsAt, priceMinor, ...row }) => ({
      ...row,
      status: words.status(row.status),
      startsAt: formatDateTime(startsAt, { locale: "de", timeZone: row.timeZone }),
      endsAt: formatDateTime(endsAt, { locale: "de", timeZone: row.timeZone }),
      price: csvAmount(priceMinor, words.locale),
    }),
  );
  if (words.cut !== null) lines.push({ reference: words.cut });

  return writeCsv(lines, {
    columns: COLUMNS.map((key) => ({ key, header: words.heading(key) })),
    locale: words.locale,
  });
}
