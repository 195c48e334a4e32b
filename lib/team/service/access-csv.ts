import "server-only";

import { stringify } from "csv-stringify/sync";

import type { Access } from "@/lib/team/service/list-access";

const COLUMNS = [
  ...(["kind", "name", "email", "role", "branch", "staff", "roleSince", "invitedBy"] as const),
  ...(["lastSeenAt", "secondFactorSince", "deactivatedAt", "expiresAt"] as const),
] satisfies (keyof Access)[];
export type AccessColumn = (typeof COLUMNS)[number];

/**
 * The access review as a table for a spreadsheet. What people have typed is written so that no
 * spreadsheet takes it for a formula; the mark at the start makes Excel read it as UTF-8.
 */
export function accessCsv(
  rows: readonly Access[],
  words: {
    heading: (column: AccessColumn) => string;
    /** What stands in the file for a role and a kind. */
    word: (column: "role" | "kind", row: Access) => string;
  },
): string {
  return stringify(
    rows.map((row) => ({ ...row, role: words.word("role", row), kind: words.word("kind", row) })),
    {
      bom: true,
      header: true,
      columns: COLUMNS.map((key) => ({ key, header: words.heading(key) })),
      escape_formulas: true,
      record_delimiter: "windows",
    },
  );
}
