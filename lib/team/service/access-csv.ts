import "server-only";

import { writeCsv } from "@/lib/platform/csv";
import type { Locale } from "@/lib/shared/schema";
import type { Access } from "@/lib/team/service/list-access";

const COLUMNS = [
  ...(["kind", "name", "email", "role", "branch", "staff", "roleSince", "invitedBy"] as const),
  ...(["lastSeenAt", "secondFactorSince", "deactivatedAt", "expiresAt"] as const),
] satisfies (keyof Access)[];
export type AccessColumn = (typeof COLUMNS)[number];

/** The access review as a table for a spreadsheet. */
export function accessCsv(
  rows: readonly Access[],
  words: {
    locale: Locale;
    heading: (column: AccessColumn) => string;
    /** What stands in the file for a role and a kind. */
    word: (column: "role" | "kind", row: Access) => string;
  },
): string {
  return writeCsv(
    rows.map((row) => ({ ...row, role: words.word("role", row), kind: words.word("kind", row) })),
    {
      columns: COLUMNS.map((key) => ({ key, header: words.heading(key) })),
      locale: words.locale,
    },
  );
}
