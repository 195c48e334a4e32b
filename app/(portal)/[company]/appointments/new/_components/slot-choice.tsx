import { KeptSlotRadio } from "@/components/form/kept-slot-radio";
import { SlotDay } from "@/components/ui/slot-day";
import type { FreeSlot, FreeSlots } from "@/lib/appointments/service/free-times";
import { nearestStarts } from "@/lib/availability/rules";
import { formatDay, formatShortDay, formatTime, type Reader } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

import type { NewQuery } from "./new-query";

type Props = { page: PortalPage; venue: Reader };

type ChoiceProps = Props & { slot: FreeSlot; hasName: boolean };

/** One free time, with its person where several have it. */
export function SlotChoice({ page: { appointments, ctx }, venue, slot, hasName }: ChoiceProps) {
  const time = formatTime(slot.startsAt, venue);
  const staff = slot.staff.name;

  return (
    <KeptSlotRadio
      name="slot"
      required
      value={valueOf(slot)}
      time={hasName ? appointments("move.slotNamed", { time, staff }) : time}
      description={appointments("move.slotWith", {
        day: formatDay(slot.startsAt, venue, ctx.now),
        staff,
      })}
    />
  );
}

const NEAREST_SHOWN = 3;

type NearestProps = Props & { query: NewQuery; free: FreeSlots };

/** The free times closest to the one that somebody else has just taken. */
export function NearestSlots({ page, query, free, venue }: NearestProps) {
  const { taken } = query;
  if (taken === undefined) return null;
  const slots = free.days.flatMap((day) => day.slots);
  const starts = nearestStarts(
    [...new Set(slots.map(({ startsAt }) => startsAt))].map((startsAt) => new Date(startsAt)),
    new Date(taken),
    NEAREST_SHOWN,
  ).map((start) => start.getTime());
  const nearest = starts.flatMap(
    (start) => slots.find(({ startsAt }) => Date.parse(startsAt) === start) ?? [],
  );
  if (nearest.length === 0) return null;

  return (
    <SlotDay legend={page.appointments("move.nearest")}>
      {nearest.map((slot) => (
        <KeptSlotRadio
          key={valueOf(slot)}
          name="slot"
          required
          value={valueOf(slot)}
          time={`${formatShortDay(slot.startsAt, venue, page.ctx.now)}, ${formatTime(slot.startsAt, venue)}`}
          description={` ${slot.staff.name}`}
        />
      ))}
    </SlotDay>
  );
}

/** As the form says it: `<instant>|<staff member>`. */
export const valueOf = ({ startsAt, staff }: FreeSlot) => `${startsAt}|${staff.id}`;
