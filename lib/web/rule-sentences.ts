import "server-only";

import { translator } from "@/lib/platform/messages";
import type { Decision } from "@/lib/policies/rules";
import type { RuleExplanation } from "@/lib/policies/service/explain-rule";
import { formatDay, formatMoney, formatTime } from "@/lib/shared/format";
import type { Locale } from "@/lib/shared/schema";

/** What a rule means, in sentences as one would say them to a customer. */
export function ruleSentences(rule: RuleExplanation, locale: Locale): string[] {
  const say = translator(locale, "settings");
  const common = translator(locale, "common");
  const reader = { locale, timeZone: rule.timeZone };
  const moment = (instant: Date) =>
    common("time.dayAtSentence", {
      day: formatDay(instant, reader, rule.startsAt),
      time: formatTime(instant, reader),
    });
  const price = (minor: number) =>
    minor === 0 ? say("explain.free") : say("explain.for", { amount: money(minor) });
  const money = (minor: number) => formatMoney(minor, rule.currency, locale);
  const about = (change: "move" | "cancel", decision: Decision) =>
    say(`explain.${change}.${decision.refusal ?? "yes"}`, {
      start: moment(rule.startsAt),
      until: moment(decision.until),
      left: decision.left,
      fee: price(decision.feeMinor),
    });

  const isOnline = rule.move.refusal !== "not-online";

  return [
    about("move", rule.move),
    ...(isOnline ? [about("cancel", rule.cancel)] : []),
    ...rule.fees.map(({ from, percent, feeMinor }) =>
      say("explain.tier", { from: moment(from), percent, amount: money(feeMinor) }),
    ),
    ...(isOnline ? [say("explain.ahead", { days: rule.policy.maxDaysAhead })] : []),
    ...(isOnline && rule.policy.isReasonRequired ? [say("explain.reason")] : []),
  ];
}
