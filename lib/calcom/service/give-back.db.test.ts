import { beforeEach, describe, expect, it } from "vitest";

import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { as, createAppointment, linkHolder, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;
let id: string;

beforeEach(async () => {
  id = await createAppointment(here.salon);
  await sync();
});

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const jana = () => as(here.salon.companyId, here.salon.owner);
const marlene = () => as(here.salon.companyId, linkHolder(here.salon, id));
const counted = async () => {
  const [row] = await stored(
    `select rescheduled_count as moves, new_time_asked_at is not null as asked, new_time_reason as why
     from appointments where id = $1`,
    id,
  );

  return row;
};
const takenThere = (startsAt: Date) =>
  here.calendar.byHand.create({
    ...{ start: startsAt.toISOString(), eventTypeId: 201 },
    attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
  });

async function sheMoves(version: number, startsAt: Date): Promise<void> {
  const slot = { appointmentId: id, version, startsAt, staffId: here.salon.staffIds[0] };
  const hold = await holdSlot(marlene(), slot);
  await rescheduleAppointment(marlene(), { ...slot, holdId: hold.id, reason: "" });
}

describe("a customer's move that Cal.com refuses", () => {
  it("is none of the moves that she may make", async () => {
    takenThere(hours(2));
    await sheMoves(1, hours(2));
    expect(await counted()).toEqual({ moves: 1, asked: false, why: null });
    await sync({ poll: false });

    expect(await counted()).toEqual({ moves: 0, asked: false, why: null });
  });

  it("leaves the question open that it had answered, and takes nothing back that was not counted", async () => {
    takenThere(hours(2));
    await sheMoves(1, hours(3));
    await sync({ poll: false });
    await askNewTime(jana(), { appointmentId: id, version: 2, reason: "Lena ist krank" });
    await sheMoves(2, hours(2));
    expect(await counted()).toEqual({ moves: 1, asked: false, why: null });
    await sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ version: 4, startsAt: hours(3) });
    expect(await counted()).toEqual({ moves: 1, asked: true, why: "Lena ist krank" });
    const mails = `select snapshot->'deadline'->>'reschedulesLeft' as left from appointment_email_queue
      where appointment_id = $1 and audience = 'customer' order by created_at desc, id desc limit 1`;
    expect(await stored(mails, id)).toEqual([{ left: "2" }]);
  });

  it("leaves what Cal.com has taken before as it is", async () => {
    await sheMoves(1, hours(3));
    await sync({ poll: false });
    takenThere(hours(2));
    await sheMoves(2, hours(2));
    await sync({ poll: false });

    expect(await syncOf(id)).toMatchObject({ version: 4, startsAt: hours(3) });
    expect(await counted()).toEqual({ moves: 1, asked: false, why: null });
  });
});
