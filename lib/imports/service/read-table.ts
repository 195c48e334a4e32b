import "server-only";

import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";

import { ImportTooLong, ImportUnreadable } from "@/lib/imports/errors";
import { delimiterOf } from "@/lib/imports/rules";
import { MOST_ROWS } from "@/lib/imports/schema";

type Columns<Column extends string> = {
  of: (headings: readonly string[]) => (Column | null)[];
  /** Whether a table with these columns says enough to be read. */
  areEnough: (columns: readonly (Column | null)[]) => boolean;
  otherwise: () => Error;
};

export type TableRow<Column extends string> = {
  line: number;
  record: Partial<Record<Column, string>>;
};

/**
 * The rows of a table whose first line names the columns.
 *
 * @throws ImportUnreadable quotation marks that do not match
 * @throws whatever is said where a column that nobody can do without is missing
 * @throws ImportTooLong
 */
export function readTable<Column extends string>(
  text: string,
  { of, areEnough, otherwise }: Columns<Column>,
): TableRow<Column>[] {
  const table = text.replace(/^\uFEFF/, "").trimStart();
  if (table === "") throw otherwise();
  const rows = parseRows(table, (headings) => {
    const columns = of(headings);
    if (!areEnough(columns)) throw otherwise();

    return columns.map((column) => column ?? false);
  }) as { info: { lines: number }; record: Partial<Record<Column, string>> }[];
  if (rows.length > MOST_ROWS) {
    throw new ImportTooLong({ params: { count: rows.length, max: MOST_ROWS } });
  }

  return rows.map(({ info, record }) => ({ line: info.lines, record }));
}

function parseRows(table: string, columns: (headings: string[]) => (string | false)[]): unknown {
  try {
    return parse(table, {
      delimiter: delimiterOf(table.split(/\r?\n/, 1)[0] ?? ""),
      columns,
      info: true,
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      trim: true,
      cast: withoutGuard,
    });
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ImportUnreadable({ params: { line: Number(error["lines"] ?? 1) }, cause: error });
  }
}

/** What was written, without the sign that keeps spreadsheets from taking it for a formula. */
function withoutGuard(value: string): string {
  return value.replace(/^'(?=[=+\-@\t\r＝＋－＠])/u, "");
}
