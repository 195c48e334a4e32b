import type { Hold } from "@/lib/appointments/schema";
import { formatTime } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

/** What a countdown says while the time is held, and when it is over. */
export function countdownTexts({ customer, reader }: ManagedPage, hold: Hold) {
  return {
    held: customer("confirm.held"),
    heldUntil: customer("confirm.heldUntil", { time: formatTime(hold.expiresAt, reader) }),
    announceAt: {
      120: customer("confirm.heldAnnounce", { minutes: 2 }),
      30: customer("confirm.heldAnnounce", { minutes: 0 }),
    },
    over: customer("confirm.over"),
  };
}
