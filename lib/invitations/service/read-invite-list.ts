import "server-only";

import { CsvError } from "csv-parse";
import { parse } from "csv-parse/sync";

import { ListUnreadable, TooManyAddresses } from "@/lib/invitations/errors";
import {
  columnOf,
  delimiterOf,
  type ListedPerson,
  NOTHING_LISTED,
  readAddresses,
} from "@/lib/invitations/rules";
import { MOST_INVITED } from "@/lib/invitations/schema";

/**
 * The people of pasted or uploaded lists: a table where the first line names the columns, else just
 * addresses. Nothing is checked here but that it can be read.
 *
 * @throws ListUnreadable a table whose quotation marks do not match
 * @throws TooManyAddresses
 */
export function readInviteList(lists: readonly string[]): ListedPerson[] {
  const people = lists.flatMap(readList);
  if (people.length > MOST_INVITED) {
    throw new TooManyAddresses({ params: { count: people.length, max: MOST_INVITED } });
  }

  return people;
}

function readList(text: string): ListedPerson[] {
  const listed = text.replace(/^\uFEFF/, "").trim();
  const delimiter = delimiterOf(listed.split(/\r?\n/, 1)[0] ?? "");

  return delimiter === null
    ? readAddresses(listed).map((email) => ({ ...NOTHING_LISTED, email }))
    : readTable(listed, delimiter);
}

function readTable(text: string, delimiter: string): ListedPerson[] {
  try {
    const rows = parse(text, {
      delimiter,
      columns: (headings: string[]) => headings.map((heading) => columnOf(heading) ?? false),
      skip_empty_lines: true,
      skip_records_with_empty_values: true,
      relax_column_count: true,
      trim: true,
    });

    return rows.map((row) => ({ ...NOTHING_LISTED, ...(row as Partial<ListedPerson>) }));
  } catch (error) {
    if (!(error instanceof CsvError)) throw error;
    throw new ListUnreadable({ params: { line: Number(error["lines"] ?? 1) }, cause: error });
  }
}
