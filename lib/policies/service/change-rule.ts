import "server-only";

import { recordActivities } from "@/lib/audit/service/record-activity";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import { DB_NULL } from "@/lib/platform/sql";
import {
  type Policy,
  POLICY_FIELDS,
  type PolicyForm,
  type PolicyScope,
  type PolicyValues,
  type RemovePolicy,
} from "@/lib/policies/schema";
import { nameOf, NOTHING_SET, placeOf, toValues } from "@/lib/policies/service/rules-of";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Sets what customers may do by themselves, for the company or as an exception. What was promised
 * with an appointment stays promised.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound what it is for is unknown, or another company's
 * @throws SettingsChanged somebody else saved meanwhile
 */
export async function changeRule(ctx: TenantContext, input: PolicyForm): Promise<void> {
  authoriseSettings(ctx);
  const { scope, values } = input;

  await ctx.transaction(async (db) => {
    const name = await nameOf(db, ctx.companyId, scope);
    const before = await replace(ctx, db, input);
    const id = scope.id ?? ctx.companyId;
    await recordActivities(
      ctx,
      db,
      POLICY_FIELDS.filter((field) => told(values[field]) !== told(before[field])).map((field) => ({
        event: "policy_changed" as const,
        subject: { kind: "policy" as const, id },
        data: { name, field, old: told(before[field]), new: told(values[field]) },
      })),
    );
  });
}

/**
 * Takes back an exception: the less specific rule holds again.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound what it is for is unknown, or another company's
 * @throws SettingsChanged somebody else saved meanwhile
 */
export async function removeRule(
  ctx: TenantContext,
  { scope, version }: RemovePolicy,
): Promise<void> {
  authoriseSettings(ctx);
  const { companyId } = ctx;
  const id = scope.id ?? companyId;

  await ctx.transaction(async (db) => {
    const name = await nameOf(db, companyId, scope);
    await changeSeen(ctx, db, {
      id,
      events: ["policy_changed", "policy_removed"],
      version,
      input: {},
      read: () => readRow(db, companyId, scope),
      write: async () => {
        const { count } = await db.appointmentPolicy.deleteMany({
          where: { companyId, ...placeOf(scope), version },
        });

        return count;
      },
      shown: () => ({}),
    });
    await recordActivities(ctx, db, [
      { event: "policy_removed", subject: { kind: "policy", id }, data: { name } },
    ]);
  });
}

/** What is set where nobody has set anything yet has version 0. */
async function readRow(db: TenantDb, companyId: string, scope: PolicyScope) {
  const row = await db.appointmentPolicy.findFirst({ where: { companyId, ...placeOf(scope) } });

  return {
    version: row?.version ?? 0,
    values: row === null ? NOTHING_SET : toValues(row),
  };
}

async function replace(
  ctx: TenantContext,
  db: TenantDb,
  { scope, version, values }: PolicyForm,
): Promise<PolicyValues> {
  const { companyId } = ctx;
  const { feeTiers, ...numbers } = values;
  const data = { ...numbers, feeTiers: feeTiers ?? DB_NULL };
  const before = await changeSeen(ctx, db, {
    id: scope.id ?? companyId,
    events: ["policy_changed", "policy_removed"],
    version,
    input: formOf(values),
    read: () => readRow(db, companyId, scope),
    write: async () => {
      const place = { companyId, ...placeOf(scope) };
      const { count } =
        version === 0
          ? await db.appointmentPolicy.createMany({
              data: [{ ...place, ...data }],
              skipDuplicates: true,
            })
          : await db.appointmentPolicy.updateMany({
              where: { ...place, version },
              data: { ...data, version: { increment: 1 } },
            });

      return count;
    },
    shown: (row) => formOf(row.values),
    unnamed: ["fees", "isReasonRequired"],
  });

  return before.values;
}

/** By the names of the form's fields, as people would type it. */
function formOf(values: PolicyValues) {
  const text = (value: number | null, unit = 1) => (value === null ? "" : String(value / unit));

  return {
    rescheduleHours: text(values.rescheduleNoticeMinutes, 60),
    cancelHours: text(values.cancelNoticeMinutes, 60),
    maxDaysAhead: text(values.maxDaysAhead),
    maxReschedules: text(values.maxReschedules),
    maxCancellations30Days: text(values.maxCancellations30Days),
    isReasonRequired: String(values.isReasonRequired),
    fees: told(values.feeTiers) ?? "",
  };
}

/** As the log keeps it: a number, or a word that outlives this form. */
function told(value: Policy[keyof Policy] | null): string | number | null {
  if (value === null || typeof value === "number") return value;
  if (typeof value === "boolean") return value ? "on" : "off";
  if (value.length === 0) return "none";

  return value
    .map(({ withinMinutes, percent }) => `${String(withinMinutes / 60)} h: ${String(percent)} %`)
    .join(", ");
}
