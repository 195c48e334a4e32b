import "server-only";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { AppointmentPolicy } from "@/lib/platform/db/generated/client";
import { resolvePolicy } from "@/lib/policies/rules";
import {
  POLICY_FIELDS,
  type PolicyRow,
  type PolicyScope,
  type PolicyValues,
  type Rule,
  type Rules,
} from "@/lib/policies/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const PERSON = { id: true, name: true } as const;

/** Where in `appointment_policies` a rule stands. */
export function placeOf({ kind, id }: PolicyScope) {
  return {
    branchId: kind === "branch" ? id : null,
    serviceId: kind === "service" ? id : null,
    staffId: kind === "staff" ? id : null,
  };
}

/** The columns of a row that a rule sets. */
export function toValues(row: AppointmentPolicy): PolicyValues {
  return Object.fromEntries(POLICY_FIELDS.map((field) => [field, row[field]])) as PolicyValues;
}

export const NOTHING_SET = Object.fromEntries(
  POLICY_FIELDS.map((field) => [field, null]),
) as PolicyValues;

/**
 * By what name people know what a rule is for.
 *
 * @throws NotFound unknown, or of another company
 */
export async function nameOf(
  db: TenantDb,
  companyId: string,
  { kind, id }: PolicyScope,
): Promise<string> {
  const where = { companyId_id: { companyId, id: id ?? "" } };
  const row =
    kind === "company"
      ? await db.company.findUnique({ where: { id: companyId }, select: PERSON })
      : kind === "branch"
        ? await db.branch.findUnique({ where, select: PERSON })
        : kind === "service"
          ? await db.service.findUnique({ where, select: PERSON })
          : await db.staffMember.findUnique({ where, select: PERSON });
  if (row === null) throw new NotFound();

  return row.name;
}

/** What the company has set for everybody; nothing before it has. */
export async function companyRow(db: TenantDb, companyId: string): Promise<PolicyRow[]> {
  const row = await db.appointmentPolicy.findFirst({
    where: { companyId, branchId: null, serviceId: null, staffId: null },
  });

  return row === null ? [] : [{ branchId: null, serviceId: null, staffId: null, ...toValues(row) }];
}

/**
 * One rule, and what holds where it sets nothing.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound unknown, or of another company
 */
export async function getRule(ctx: TenantContext, scope: PolicyScope): Promise<Rule> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const name = await nameOf(db, companyId, scope);
    const row = await db.appointmentPolicy.findFirst({ where: { companyId, ...placeOf(scope) } });
    const above = scope.kind === "company" ? [] : await companyRow(db, companyId);

    return {
      scope: scope.id === null ? scope.kind : `${scope.kind}-${scope.id}`,
      name,
      version: row?.version ?? 0,
      values: row === null ? NOTHING_SET : toValues(row),
      inherited: resolvePolicy(above),
    };
  });
}

/**
 * The exceptions that a company has made, and for what it could make one.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function listRules(ctx: TenantContext): Promise<Rules> {
  authoriseSettings(ctx);
  const { companyId } = ctx;

  return ctx.transaction(async (db) => {
    const rows = await db.appointmentPolicy.findMany({
      where: { companyId },
      include: {
        branch: { select: PERSON },
        service: { select: PERSON },
        staff: { select: PERSON },
      },
    });
    const active = { where: { companyId, isActive: true }, select: PERSON } as const;
    const all = {
      branch: await db.branch.findMany(active),
      service: await db.service.findMany(active),
      staff: await db.staffMember.findMany(active),
    };
    const kinds = ["branch", "service", "staff"] as const;
    const byName = (one: { name: string }, other: { name: string }) =>
      one.name.localeCompare(other.name, "de");
    const exceptions = kinds.flatMap((kind) =>
      rows
        .flatMap((row) => {
          const subject = row[kind];
          if (subject === null) return [];
          const values = toValues(row);
          const fields = POLICY_FIELDS.filter((field) => values[field] !== null);

          return [{ scope: `${kind}-${subject.id}`, kind, name: subject.name, fields }];
        })
        .sort(byName),
    );
    const taken = new Set(exceptions.map(({ scope }) => scope));

    return {
      exceptions,
      choices: kinds.flatMap((kind) =>
        all[kind]
          .map(({ id, name }) => ({ kind, scope: `${kind}-${id}`, name }))
          .filter(({ scope }) => !taken.has(scope))
          .sort(byName),
      ),
    };
  });
}
