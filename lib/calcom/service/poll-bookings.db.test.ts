import { describe, expect, it } from "vitest";

import { syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const moveThere = async (id: string, startsAt: Date) =>
  here.calendar.byHand.move((await syncOf(id)).uid!, { start: startsAt.toISOString() });

describe("what no webhook has told", () => {
  it("is found although a booking before it has been deleted there", async () => {
    const [deleted, moved] = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(2) }),
    ];
    await sync();
    const { uid } = await moveThere(deleted, hours(4));
    here.calendar.byHand.remove(uid);
    await moveThere(moved, hours(3));
    await sync();

    expect(await syncOf(moved)).toMatchObject({ version: 2, startsAt: hours(3) });
    expect(await syncOf(deleted)).toMatchObject({ version: 1, startsAt: STARTS_AT });
  });

  it("is looked for again where a booking cannot be read for now", async () => {
    const [first, second] = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(2) }),
    ];
    await sync();
    const looked = hours(-1000);
    await owner.query("update calcom_connections set polled_until = $2 where company_id = $1", [
      here.salon.companyId,
      looked,
    ]);
    await moveThere(first, hours(4));
    await moveThere(second, hours(3));
    here.calendar.faults.add({ kind: "status", status: 500, method: "GET", path: "/bookings/" });
    await sync();

    const until = "select polled_until as until from calcom_connections where company_id = $1";
    expect(await stored(until, here.salon.companyId)).toEqual([{ until: looked }]);
    expect(await syncOf(first)).toMatchObject({ version: 1, startsAt: STARTS_AT });

    await sync();
    expect(await syncOf(first)).toMatchObject({ version: 2, startsAt: hours(4) });
    expect(await syncOf(second)).toMatchObject({ version: 2, startsAt: hours(3) });
  });

  it("takes the time of the move there, and ends the question for another one", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    await owner.query(
      "update appointments set new_time_asked_at = now(), new_time_reason = 'Krank' where id = $1",
      [id],
    );
    await moveThere(id, hours(3));
    await sync();

    const asked = "select new_time_asked_at as at, new_time_reason as reason from appointments";
    expect(await syncOf(id)).toMatchObject({ version: 2, startsAt: hours(3) });
    expect(await stored(`${asked} where id = $1`, id)).toEqual([{ at: null, reason: null }]);
  });
});
