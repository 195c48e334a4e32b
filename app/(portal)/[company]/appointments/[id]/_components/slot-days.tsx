import { distance } from "@/components/appointment/when-text";
import { KeptSlotRadio } from "@/components/form/kept-slot-radio";
import { SlotDay } from "@/components/ui/slot-day";
import type { FreeDay, FreeSlot } from "@/lib/appointments/service/free-times";
import { formatDay, formatShortDay, formatTime } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Days = {
  page: AppointmentPage;
  days: readonly FreeDay[];
  /** The radio button that is already chosen, as `<instant>|<staff member>`. */
  chosen: string | undefined;
  /** Several people have the same times: their names stand beside them. */
  hasNames: boolean;
};

/** Free times by day; every person's time is a choice of its own. */
export function SlotDays({ page, days, chosen, hasNames }: Days) {
  const { venue, ctx, customer } = page;

  return days.map(({ date, slots }) => {
    const at = slots[0]?.startsAt ?? date;

    return (
      <SlotDay
        key={date}
        legend={formatDay(at, venue, ctx.now)}
        distance={distance(at, { reader: venue, now: ctx.now, customer }) ?? ""}
      >
        {slots.map((slot) => (
          <SlotChoice
            key={slotValue(slot)}
            page={page}
            slot={slot}
            chosen={chosen}
            hasName={hasNames}
          />
        ))}
      </SlotDay>
    );
  });
}

type Choice = {
  page: AppointmentPage;
  slot: FreeSlot;
  chosen: string | undefined;
  hasName: boolean;
};

function SlotChoice({ page, slot, chosen, hasName }: Choice) {
  const { appointments, venue, ctx } = page;
  const time = formatTime(slot.startsAt, venue);
  const staff = slot.staff.name;

  return (
    <KeptSlotRadio
      name="slot"
      required
      value={slotValue(slot)}
      defaultChecked={slotValue(slot) === chosen}
      time={hasName ? appointments("move.slotNamed", { time, staff }) : time}
      description={appointments("move.slotWith", {
        day: formatDay(slot.startsAt, venue, ctx.now),
        staff,
      })}
    />
  );
}

/** The free times closest to one that is gone, with their day. */
export function NearestSlots({
  page,
  slots,
}: {
  page: AppointmentPage;
  slots: readonly FreeSlot[];
}) {
  const { appointments, venue, ctx } = page;
  if (slots.length === 0) return null;

  return (
    <SlotDay legend={appointments("move.nearest")}>
      {slots.map((slot) => (
        <KeptSlotRadio
          key={slotValue(slot)}
          name="slot"
          required
          value={slotValue(slot)}
          time={`${formatShortDay(slot.startsAt, venue, ctx.now)}, ${formatTime(slot.startsAt, venue)}`}
        />
      ))}
    </SlotDay>
  );
}

function slotValue({ startsAt, staff }: FreeSlot): string {
  return `${startsAt}|${staff.id}`;
}
