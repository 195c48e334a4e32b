import "server-only";

import { newCustomerSchema } from "@/lib/customers/schema";
import { ImportWithoutNames } from "@/lib/imports/errors";
import {
  customerColumns,
  type CustomerRow,
  EMPTY_ROW,
  localeOf,
  nameOf,
} from "@/lib/imports/rules";
import type { ImportEntry } from "@/lib/imports/schema";
import { readTable } from "@/lib/imports/service/read-table";
import { normaliseEmail } from "@/lib/shared/email";

/**
 * The customers of a table whose first line names the columns, each row with what is wrong with it.
 *
 * @throws ImportUnreadable quotation marks that do not match
 * @throws ImportWithoutNames
 * @throws ImportTooLong
 */
export function readCustomers(text: string): ImportEntry[] {
  const rows = readTable(text, {
    of: customerColumns,
    areEnough: (columns) => columns.includes("name") || columns.includes("lastName"),
    otherwise: () => new ImportWithoutNames(),
  });
  const seen = new Set<string>();

  return rows.map(({ line, record }) => {
    const entry = toEntry(line, { ...EMPTY_ROW, ...record });
    const key = normaliseEmail(entry.email);
    const isTwice = entry.problem === null && key !== "" && seen.has(key);
    seen.add(key);

    return isTwice ? { ...entry, problem: "duplicate-address" } : entry;
  });
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

export function problemOf({
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
