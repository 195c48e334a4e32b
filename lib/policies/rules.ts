import type { Policy, PolicyRow } from "@/lib/policies/schema";

const MINUTE_MS = 60_000;

/** 24 hours of notice, 90 days ahead, 3 moves, 3 cancellations in 30 days, no fee, reason optional. */
export const DEFAULT_POLICY: Policy = {
  rescheduleNoticeMinutes: 24 * 60,
  cancelNoticeMinutes: 24 * 60,
  maxDaysAhead: 90,
  maxReschedules: 3,
  maxCancellations30Days: 3,
  isReasonRequired: false,
  feeTiers: [],
};

/** The most specific row that sets a value wins: staff member, service, branch, company. */
export function resolvePolicy(rows: readonly PolicyRow[]): Policy {
  const ordered = [...rows].sort((one, other) => specificity(one) - specificity(other));
  const resolved: Policy = { ...DEFAULT_POLICY };

  for (const row of ordered) {
    for (const key of Object.keys(DEFAULT_POLICY) as (keyof Policy)[]) {
      if (row[key] !== null) Object.assign(resolved, { [key]: row[key] });
    }
  }

  return resolved;
}

function specificity({ staffId, serviceId, branchId }: PolicyRow): number {
  if (staffId !== null) return 3;
  if (serviceId !== null) return 2;

  return branchId === null ? 0 : 1;
}

export type Change = "reschedule" | "cancel";

/** Whose change it is: what customers do is held against them, what the company does is not. */
export type Asker = "customer" | "member";

export type ChangeRefusal =
  | "appointment-over"
  | "already-cancelled"
  | "notice-too-short"
  | "too-many-moves"
  | "too-many-cancellations"
  | "not-online";

/** What a decision needs to know of an appointment and its customer. */
export type ChangeFacts = {
  status: string;
  startsAt: Date;
  priceMinor: number;
  rescheduledCount: number;
  cancellations30Days: number;
  /** Whether customers may change this service by themselves. */
  isSelfService: boolean;
  /** The company itself asks for another time: no notice, limit or fee stands against a move then. */
  isNewTimeAsked: boolean;
};

export type Decision = {
  /** Null when the change is allowed; the first rule that refuses it otherwise. */
  refusal: ChangeRefusal | null;
  /** The last moment for it, exclusive. */
  until: Date;
  /** Moves or cancellations left after the ones already made, this one included. */
  left: number;
  /** What it costs now. */
  feeMinor: number;
  /** What it costs from now on, step by step up to `until`; empty where it is refused. */
  fees: FeeStep[];
};

export type FeeStep = { until: Date; feeMinor: number };

type Question = { policy: Policy; facts: ChangeFacts; now: Date; asker?: Asker };

/**
 * May somebody change this appointment now, until when, at what fee, and how many times: a customer by
 * themselves, or a member, who changes every service and to whom a change costs nothing.
 */
export function decide(change: Change, question: Question): Decision {
  const { policy, facts, now, asker } = question;
  const { noticeMinutes, left } = measure(change, question);
  const isAsked = facts.isNewTimeAsked;
  const until = new Date(facts.startsAt.getTime() - (isAsked ? 0 : noticeMinutes * MINUTE_MS));
  const refusal = hasEnded(facts, now) ?? (isAsked ? null : refuse(change, question, until));
  const charged = isAsked || asker === "member" ? { ...policy, feeTiers: [] } : policy;

  return {
    refusal,
    until,
    left: Math.max(isAsked ? 1 : 0, left),
    feeMinor: fee(charged, facts, now),
    fees: refusal === null ? feeSteps(charged, facts, { now, until }) : [],
  };
}

function measure(change: Change, { policy, facts }: Question) {
  return change === "reschedule"
    ? {
        noticeMinutes: policy.rescheduleNoticeMinutes,
        left: policy.maxReschedules - facts.rescheduledCount,
      }
    : {
        noticeMinutes: policy.cancelNoticeMinutes,
        left: policy.maxCancellations30Days - facts.cancellations30Days,
      };
}

function refuse(change: Change, question: Question, until: Date): ChangeRefusal | null {
  if (!question.facts.isSelfService && question.asker !== "member") return "not-online";
  if (question.now >= until) return "notice-too-short";
  if (measure(change, question).left > 0) return null;

  return change === "reschedule" ? "too-many-moves" : "too-many-cancellations";
}

/** Nobody changes an appointment that is over, not even with an override. */
export function hasEnded(
  { status, startsAt }: Pick<ChangeFacts, "status" | "startsAt">,
  now: Date,
): "appointment-over" | "already-cancelled" | null {
  if (status === "cancelled") return "already-cancelled";
  if (!["pending", "confirmed"].includes(status) || startsAt <= now) return "appointment-over";

  return null;
}

/** The smallest window that the change falls into counts; rounded to the nearest minor unit. */
function fee({ feeTiers }: Policy, { startsAt, priceMinor }: ChangeFacts, now: Date): number {
  const noticeMs = startsAt.getTime() - now.getTime();
  const tier = [...feeTiers]
    .sort((one, other) => one.withinMinutes - other.withinMinutes)
    .find(({ withinMinutes }) => noticeMs < withinMinutes * MINUTE_MS);

  return Math.round((priceMinor * (tier?.percent ?? 0)) / 100);
}

/** At the very moment a window begins the fee still is the one before it. */
function feeSteps(
  policy: Policy,
  facts: ChangeFacts,
  { now, until }: { now: Date; until: Date },
): FeeStep[] {
  const beginnings = policy.feeTiers
    .map(({ withinMinutes }) => facts.startsAt.getTime() - withinMinutes * MINUTE_MS)
    .filter((at) => at >= now.getTime() && at < until.getTime())
    .sort((one, other) => one - other);
  const steps: FeeStep[] = [];
  let feeMinor = fee(policy, facts, now);

  for (const at of beginnings) {
    const next = fee(policy, facts, new Date(at + 1));
    if (next !== feeMinor) steps.push({ until: new Date(at), feeMinor });
    feeMinor = next;
  }

  return [...steps, { until, feeMinor }];
}
