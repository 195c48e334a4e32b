import "server-only";

import { Temporal } from "temporal-polyfill";

import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { type ChangeFacts, decide, type Decision, resolvePolicy } from "@/lib/policies/rules";
import type { Policy, PolicyForm } from "@/lib/policies/schema";
import { companyRow, nameOf, placeOf } from "@/lib/policies/service/rules-of";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

const MINUTE_MS = 60_000;
const FRIDAY = 5;
const EXAMPLE_HOUR = 10;

/** What a rule means for one appointment: what a customer would be told, by the very same decisions. */
export type RuleExplanation = {
  startsAt: Date;
  timeZone: string;
  currency: string;
  priceMinor: number;
  move: Decision;
  cancel: Decision;
  /** From when on a change costs something else, which change it concerns, and how much. */
  fees: RuleFee[];
  policy: Policy;
};

export type RuleFee = {
  from: Date;
  percent: number;
  feeMinor: number;
  change: "move" | "cancel" | "both";
};

/**
 * Tries a rule, saved or not, on an appointment of a Friday at ten that is far enough away for
 * everything to be allowed that ever is.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws NotFound what it is for is unknown, or another company's
 */
export async function explainRule(
  ctx: TenantContext,
  { scope, values }: Pick<PolicyForm, "scope" | "values">,
): Promise<RuleExplanation> {
  authoriseSettings(ctx);
  const { companyId, now } = ctx;
  const { above, timeZone, service } = await ctx.transaction(async (db) => ({
    name: await nameOf(db, companyId, scope),
    above: scope.kind === "company" ? [] : await companyRow(db, companyId),
    timeZone: await zoneOf(db, companyId, scope),
    service: await db.service.findFirst({
      where: {
        companyId,
        ...(scope.kind === "service" ? { id: scope.id ?? "" } : { isActive: true }),
      },
      select: { priceMinor: true, currency: true, isSelfService: true },
      orderBy: { name: "asc" },
    }),
  }));
  const policy = resolvePolicy([...above, { ...placeOf(scope), ...values }]);
  const startsAt = exampleStart(now, timeZone, policy);
  const facts: ChangeFacts = {
    status: "confirmed",
    startsAt,
    priceMinor: service?.priceMinor ?? 0,
    rescheduledCount: 0,
    cancellations30Days: 0,
    isSelfService: scope.kind === "service" ? (service?.isSelfService ?? true) : true,
    isNewTimeAsked: false,
  };
  const at = (moment: Date) => ({
    move: decide("reschedule", { policy, facts, now: moment }),
    cancel: decide("cancel", { policy, facts, now: moment }),
  });

  return {
    startsAt,
    timeZone,
    currency: service?.currency ?? "EUR",
    priceMinor: facts.priceMinor,
    ...at(now),
    policy,
    fees: feesOf(policy, { startsAt, at }),
  };
}

type Example = {
  startsAt: Date;
  at: (moment: Date) => { move: Decision; cancel: Decision };
};

/** Only steps at which the price changes, and at which something is allowed still. */
function feesOf({ feeTiers }: Policy, { startsAt, at }: Example): RuleFee[] {
  const steps = [...feeTiers]
    .sort((one, other) => other.withinMinutes - one.withinMinutes)
    .filter(({ percent }, index, tiers) => percent !== (tiers[index - 1]?.percent ?? 0));

  return steps.flatMap(({ withinMinutes, percent }): RuleFee[] => {
    const from = new Date(startsAt.getTime() - withinMinutes * MINUTE_MS);
    const { move, cancel } = at(new Date(from.getTime() + 1));
    if (move.refusal !== null && cancel.refusal !== null) return [];
    const feeMinor = move.refusal === null ? move.feeMinor : cancel.feeMinor;
    if (move.refusal !== null) return [{ from, percent, feeMinor, change: "cancel" }];

    return [{ from, percent, feeMinor, change: cancel.refusal === null ? "both" : "move" }];
  });
}

async function zoneOf(
  db: TenantDb,
  companyId: string,
  { kind, id }: PolicyForm["scope"],
): Promise<string> {
  const key = { companyId_id: { companyId, id: id ?? "" } };
  const zone = { select: { timeZone: true } } as const;
  if (kind === "branch") {
    return (await db.branch.findUniqueOrThrow({ where: key, ...zone })).timeZone;
  }
  if (kind === "staff") {
    const { branch } = await db.staffMember.findUniqueOrThrow({
      where: key,
      select: { branch: zone },
    });

    return branch.timeZone;
  }

  return (await db.company.findUniqueOrThrow({ where: { id: companyId }, ...zone })).timeZone;
}

/** The first Friday at ten before which no notice and no fee has begun yet. */
function exampleStart(now: Date, timeZone: string, policy: Policy): Date {
  const minutes = Math.max(
    policy.rescheduleNoticeMinutes,
    policy.cancelNoticeMinutes,
    ...policy.feeTiers.map(({ withinMinutes }) => withinMinutes),
  );
  const earliest = new Date(now.getTime() + minutes * MINUTE_MS);
  const from = Temporal.Instant.fromEpochMilliseconds(earliest.getTime()).toZonedDateTimeISO(
    timeZone,
  );
  const friday = from.add({ days: (FRIDAY - from.dayOfWeek + 7) % 7 }).with({
    hour: EXAMPLE_HOUR,
    minute: 0,
    second: 0,
    millisecond: 0,
    microsecond: 0,
    nanosecond: 0,
  });
  const isPast = Temporal.ZonedDateTime.compare(friday, from) <= 0;

  return new Date((isPast ? friday.add({ days: 7 }) : friday).epochMilliseconds);
}
