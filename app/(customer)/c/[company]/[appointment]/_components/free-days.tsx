import { distance } from "@/components/appointment/when-text";
import { SlotDay } from "@/components/ui/slot-day";
import { SlotRadio } from "@/components/ui/slot-radio";
import type { FreeDay, FreeSlot } from "@/lib/appointments/service/free-times";
import { formatDay, formatTime } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

import { near, ownTime } from "./own-clock";

type Props = { page: ManagedPage; days: readonly FreeDay[]; isOnePerson: boolean };

/** Free times by day, as radio buttons; whoever does not mind with whom sees each time once. */
export function FreeDays({ page, days, isOnePerson }: Props) {
  const { reader, ctx } = page;

  return days.map(({ date, slots }) => {
    const at = slots[0]?.startsAt ?? date;

    return (
      <SlotDay
        key={date}
        legend={formatDay(at, reader, ctx.now)}
        distance={distance(at, near(page)) ?? ""}
      >
        {(isOnePerson ? slots : oncePerTime(page, slots)).map((slot) => (
          <SlotChoice key={`${slot.startsAt}${slot.staff.id}`} page={page} slot={slot} />
        ))}
      </SlotDay>
    );
  });
}

/** The present staff member first, then whoever comes first by name. */
function oncePerTime({ appointment }: ManagedPage, slots: readonly FreeSlot[]): FreeSlot[] {
  const times = new Map<string, FreeSlot>();
  for (const slot of slots) {
    if (!times.has(slot.startsAt) || slot.staff.id === appointment.staff.id) {
      times.set(slot.startsAt, slot);
    }
  }

  return [...times.values()];
}

export function SlotChoice({ page, slot }: { page: ManagedPage; slot: FreeSlot }) {
  const { customer, reader, ctx } = page;

  return (
    <SlotRadio
      name="slot"
      required
      value={`${slot.startsAt}|${slot.staff.id}`}
      time={formatTime(slot.startsAt, reader)}
      ownTime={ownTime(page, slot.startsAt)}
      description={customer("move.slotWith", {
        day: formatDay(slot.startsAt, reader, ctx.now),
        staff: slot.staff.name,
      }).trim()}
    />
  );
}
