import "server-only";

import { createHash } from "node:crypto";

/** More different statements than the portal has; a caller that makes them up does not fill the server. */
const MOST_NAMES = 500;
/** Before a statement whose best plan depends on its values: unnamed, it is planned for them each time. */
const PLANNED_ANEW = "/* planned anew */";

/**
 * Names statements, so that PostgreSQL plans each one a few times and not with every call: planning
 * was most of the cost of our joins. SET carries its value in its text and is left unnamed.
 */
export function statementNames(): (query: { sql: string }) => string {
  const names = new Map<string, string>();

  return ({ sql }) => {
    if (sql.startsWith("set local") || sql.startsWith(PLANNED_ANEW)) return "";
    let name = names.get(sql);
    if (name === undefined) {
      if (names.size >= MOST_NAMES) return "";
      name = createHash("sha256").update(sql).digest("base64url").slice(0, 24);
      names.set(sql, name);
    }

    return name;
  };
}
