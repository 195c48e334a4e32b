import { Note } from "@/components/ui/note";
import { SlotDay } from "@/components/ui/slot-day";
import { SlotRadio } from "@/components/ui/slot-radio";
import type { FreeSlot } from "@/lib/appointments/service/free-times";
import { formatShortDay, formatTime } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

import { ownTime, whenOnBothClocks } from "./own-clock";

/** What is said to whoever was a moment too late, with the three nearest free times to choose from. */
export function NearestSlots({ page, slots }: { page: ManagedPage; slots: readonly FreeSlot[] }) {
  const { customer, problems, reader, appointment, ctx } = page;

  return (
    <>
      <Note tone="warn" role="alert" title={problems("slot-taken")}>
        <p>{customer("refused.stands", { when: whenOnBothClocks(page, appointment.startsAt) })}</p>
      </Note>
      {slots.length > 0 && (
        <SlotDay legend={customer("move.nearest")}>
          {slots.map(({ startsAt, staff }) => (
            <SlotRadio
              key={startsAt}
              name="slot"
              required
              value={`${startsAt}|${staff.id}`}
              time={`${formatShortDay(startsAt, reader, ctx.now)}, ${formatTime(startsAt, reader)}`}
              ownTime={ownTime(page, startsAt)}
            />
          ))}
        </SlotDay>
      )}
    </>
  );
}
