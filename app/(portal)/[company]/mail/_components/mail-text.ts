import { momentText } from "@/components/appointment/moment-text";
import { errorWords, mailState } from "@/lib/delivery/rules";
import type { Mail } from "@/lib/delivery/schema";
import type { MailPage } from "@/lib/web/mail-page";

/** `Termin verschoben: ML-48213`. */
export function kindText({ delivery }: MailPage, { kind, appointment }: Mail): string {
  const words = delivery(`kind.${kind}`);

  return appointment === null
    ? words
    : delivery("kindOf", { kind: words, reference: appointment.reference });
}

/** When the next attempt is, in words. */
export function nextText(page: MailPage, mail: Mail): string {
  const { delivery, ctx } = page;
  if (mailState(mail, ctx.now) === "sending") return delivery("table.running");
  if (mail.nextAttemptAt === null) return delivery("table.noNext");

  return new Date(mail.nextAttemptAt) <= ctx.now
    ? delivery("table.soon")
    : momentText(mail.nextAttemptAt, { ...page, now: ctx.now });
}

/** What went wrong: in words, and as it was said to us. Null for a mail with which all is well. */
export function troubleOf(
  { delivery }: Pick<MailPage, "delivery">,
  { status, error, deliveryState, deliveryDetail }: Mail,
): { words: string; said: string | null } | null {
  if (deliveryDetail !== null && deliveryState !== "delivered") {
    return { words: deliveryDetail, said: null };
  }
  if (error === null || status === "sent") return null;
  const words = errorWords(error);

  return { words: delivery(`error.${words}`), said: words === "suppressed" ? null : error };
}
