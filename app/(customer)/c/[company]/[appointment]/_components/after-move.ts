import { type ChangeRefusal, decide, type Decision } from "@/lib/policies/rules";
import { formatMoney } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

const WHY: Partial<Record<ChangeRefusal, string>> = {
  "notice-too-short": "late",
  "too-many-moves": "often",
};

/** What could still be changed once the appointment were at another time, by the rule that would decide it then. */
export function afterMove(page: ManagedPage, startsAt: string): string {
  const { appointment, customer, locale } = page;
  const { policy, currency, newTimeAskedAt, service } = appointment;
  const facts = {
    ...appointment,
    startsAt: new Date(startsAt),
    rescheduledCount: appointment.rescheduledCount + (newTimeAskedAt === null ? 1 : 0),
    isSelfService: service.isSelfService,
    isNewTimeAsked: false,
  };
  const question = { policy, facts, now: page.ctx.now };
  const reschedule = decide("reschedule", question);
  if (reschedule.refusal !== null) {
    return closed(page, reschedule.refusal, decide("cancel", question));
  }
  const left = customer("confirm.leftAfter", { left: reschedule.left });
  if (reschedule.feeMinor === 0) return left;
  const fee = formatMoney(reschedule.feeMinor, currency, locale);

  return `${left} ${customer("confirm.feeAfter", { fee })}`;
}

function closed({ customer }: ManagedPage, refusal: ChangeRefusal, cancel: Decision): string {
  const what = cancel.refusal === null ? "reschedule" : "any";
  const why = WHY[refusal] ?? "other";

  return `${customer("confirm.closedAfter", { what })} ${customer("confirm.whyAfter", { why })}`;
}
