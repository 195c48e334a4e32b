import "server-only";

import { translator } from "@/lib/platform/messages";
import type { Decision } from "@/lib/policies/rules";
import type { RuleExplanation, RuleFee } from "@/lib/policies/service/explain-rule";
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
  /** The example is far enough away that nothing costs anything yet. */
  const free = (change: "move" | "cancel") => {
    const first = rule.fees.find((fee) => fee.change === "both" || fee.change === change);

    return first === undefined
      ? say("explain.free")
      : say("explain.freeUntil", { until: moment(first.from) });
  };
  const about = (change: "move" | "cancel", decision: Decision) =>
    say(`explain.${change}.${decision.refusal ?? "yes"}`, {
      start: moment(rule.startsAt),
      until: moment(decision.until),
      left: decision.left,
      fee: free(change),
    });
  const tier = ({ from, percent, feeMinor, change }: RuleFee) =>
    say(`explain.tier.${change}`, {
      from: moment(from),
      fee:
        percent === 0
          ? say("explain.nothing")
          : say(feeMinor === 0 ? "explain.share" : "explain.shareHere", {
              percent,
              amount: formatMoney(feeMinor, rule.currency, locale),
            }),
    });

  const isOnline = rule.move.refusal !== "not-online";
  const maxDays = rule.policy.maxDaysAhead;

  return [
    about("move", rule.move),
    ...(isOnline ? [about("cancel", rule.cancel)] : []),
    ...rule.fees.map(tier),
    ...(rule.move.refusal === null ? [say("explain.ahead", { days: maxDays })] : []),
    ...(isOnline && rule.policy.isReasonRequired ? [say("explain.reason")] : []),
  ];
}
