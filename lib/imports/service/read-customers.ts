import "server-only";

import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";

import { newCustomerSchema } from "@/lib/customers/schema";
import { ImportTooLong, ImportUnreadable, ImportWithoutNames } from "@/lib/imports/errors";
import {
  columnsOf,
  type CustomerRow,
  delimiterOf,
  EMPTY_ROW,
  localeOf,
  nameOf,
} from "@/lib/imports/rules";
import { type ImportEntry, MOST_ROWS } from "@/lib/imports/schema";
import { normaliseEmail } from "@/lib/shared/email";

type Read = { info: { lines: number }; record: Partial<CustomerRow> };

/**
 * The customers of a table whose first line names the columns, each row with what is wrong with it.
 *
 * @throws ImportUnreadable quotation marks that do not match
 * @throws ImportWithoutNames
 * @throws ImportTooLong
 */
export function readCustomers(text: string): ImportEntry[] {
  const rows = readTable(text.replace(/^\uFEFF/, "").trimStart());
  if (rows.length > MOST_ROWS) {
    throw new ImportTooLong({ params: { count: rows.length, max: MOST_ROWS } });
  }
  const seen = new Set<string>();

  return rows.map(({ info, record }) => {
    const entry = toEntry(info.lines, { ...EMPTY_ROW, ...record });
    const key = normaliseEmail(entry.email);
    const isTwice = entry.problem === null && key !== "" && seen.has(key);
    seen.add(key);

    return isTwice ? { ...entry, problem: "duplicate-address" } : entry;
  });
}

function readTable(text: string): Read[] {
  if (text === "") throw new ImportWithoutNames();
  try {
    return parse(text, {
      delimiter: delimiterOf(text.split(/\r?\n/, 1)[0] ?? ""),
      columns: (headings: string[]) => {
        const columns = columnsOf(headings);
        if (!columns.some((column) => column === "name" || column === "lastName"))
          throw new ImportWithoutNames();

        return columns.map((column) => column ?? false);
      },
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      trim: true,
    }) as unknown as Read[];
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportUnreadable({ params: { line: Number(error["lines"] ?? 1) }, cause: error });
  }
}

/** The rules are those of the form in which somebody writes down one customer. */
function toEntry(line: number, row: CustomerRow): ImportEntry {
  const locale = localeOf(row.locale);
  const { email, phone, notes } = row;
  const fields = { name: nameOf(row), email, phone, notes };
  const checked = newCustomerSchema.safeParse({ ...fields, locale: "de", timeZone: "UTC" });
  const issue = checked.error?.issues[0];
  const problem = issue === undefined ? null : problemOf(issue);
  const shown = checked.success ? checked.data : fields;

  return {
    line,
    ...{ name: shown.name, email: shown.email, phone: shown.phone, notes: shown.notes },
    locale: locale ?? "de",
    problem: problem ?? (locale === null ? "locale-unknown" : null),
    customerId: null,
  };
}

function problemOf({
  code,
  message,
  path,
}: {
  code: string;
  message: string;
  path: PropertyKey[];
}) {
  if (code === "too_big") return "too-long";
  if (path[0] === "email") return "email-invalid";

  return /^[a-z-]+$/.test(message) ? message : "invalid";
}
