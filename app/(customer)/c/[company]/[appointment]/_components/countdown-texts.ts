import type { Hold } from "@/lib/appointments/schema";
import { formatTime, sameWallClock } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

/** What a countdown says while the time is held, and when it is over. */
export function countdownTexts(page: ManagedPage, { expiresAt }: Hold) {
  const { customer } = page;

  return {
    held: customer("confirm.held"),
    heldUntil: heldUntil(page, expiresAt),
    announceAt: {
      120: customer("confirm.heldAnnounce", { minutes: 2 }),
      30: customer("confirm.heldAnnounce", { minutes: 0 }),
    },
    over: customer("confirm.over"),
  };
}

/** Without JavaScript there is a clock instead of a countdown: the venue's, and the customer's own. */
function heldUntil({ appointment, customer, reader, locale }: ManagedPage, expiresAt: string) {
  const { timeZone } = appointment.customer;
  const time = formatTime(expiresAt, reader);
  if (sameWallClock(expiresAt, reader.timeZone, timeZone)) {
    return customer("confirm.heldUntil", { time });
  }

  return customer("confirm.heldUntilBoth", {
    time,
    city: appointment.branch.city,
    own: formatTime(expiresAt, { locale, timeZone }),
  });
}
