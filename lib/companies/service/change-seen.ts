import "server-only";

import type { ActivityEvent } from "@/lib/audit/schema";
import { SettingsChanged } from "@/lib/companies/errors";
import type { FieldIssue } from "@/lib/shared/errors";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

type Value = string | number | boolean | undefined;
type Values = Record<string, Value>;

export type Change<Row extends { version: number }> = {
  /** Of the row, as the activity log names it. */
  id: string;
  /** What raises its version, by the activity log. */
  events: readonly ActivityEvent[];
  /** The version that the page had shown. */
  version: number;
  /** What was typed, by the names of the form's fields. */
  input: Values;
  read: () => Promise<Row | null>;
  /** Updates where the version still is the one seen; how many rows that were. */
  write: () => Promise<number>;
  /** What is stored, by the names of the form's fields, as people would type it. */
  shown: (row: Row) => Values;
  /** Fields whose stored value is no word: that it changed has to do. */
  unnamed?: readonly string[];
};

/**
 * Changes one row of what a company sets up, if it still is what was seen, and gives it as it was.
 *
 * @throws NotFound
 * @throws SettingsChanged somebody else saved meanwhile
 */
export async function changeSeen<Row extends { version: number }>(
  ctx: TenantContext,
  db: TenantDb,
  { id, events, version, input, read, write, shown, unnamed = [] }: Change<Row>,
): Promise<Row> {
  const before = await read();
  if (before === null) throw new NotFound();
  if (before.version === version && (await write()) === 1) return before;

  const now = (await read()) ?? before;
  const [last] = await db.$queryRaw<{ name: string; minutes: number }[]>`
    select actor_name as name, (extract(epoch from now() - created_at)::int / 60) as minutes
    from activity_log where company_id = ${ctx.companyId}::uuid and subject_id = ${id}::uuid
      and event = any (${[...events]}::text[])
    order by created_at desc, id desc limit 1`;

  throw new SettingsChanged({
    params: last ?? { name: "", minutes: 0 },
    issues: issuesOf(shown(now), input).map((issue) =>
      unnamed.includes(String(issue.path[0]))
        ? { path: issue.path, message: "now-changed" }
        : issue,
    ),
    details: { version: now.version },
  });
}

/** What stands in each field now, where it is not what was typed. */
function issuesOf(stored: Values, typed: Values): FieldIssue[] {
  return Object.entries(stored)
    .filter(([field, value]) => field in typed && String(typed[field] ?? "") !== String(value))
    .map(([field, value]) => issueOf(field, value));
}

function issueOf(field: string, value: Value): FieldIssue {
  if (typeof value === "boolean") {
    return { path: [field], message: value ? "now-yes" : "now-no" };
  }
  const text = String(value);
  if (text === "") return { path: [field], message: "now-empty" };

  return { path: [field], message: "now-stored", params: { value: text } };
}
