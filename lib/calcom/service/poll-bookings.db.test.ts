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

  it("is looked for again where a booking cannot be read for now, and keeps no other waiting", async () => {
    const [first, second] = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(2) }),
    ];
    await sync();
    const { uid } = await moveThere(first, hours(5));
    here.calendar.byHand.move(uid, { start: hours(4).toISOString() });
    await moveThere(second, hours(3));
    here.calendar.faults.add({ kind: "garbage", method: "GET", path: "/bookings/", count: 0 });
    await sync();
    here.calendar.faults.clear();
    expect(await syncOf(first)).toMatchObject({ version: 1, startsAt: STARTS_AT });
    expect(await syncOf(second)).toMatchObject({ version: 2, startsAt: hours(3) });

    await sync();
    expect(await syncOf(first)).toMatchObject({ version: 2, startsAt: hours(4) });
  });

  it("is found although a booking beside it cannot be taken in here", async () => {
    const [bad, good] = [
      await createAppointment(here.salon),
      await createAppointment(here.salon, { startsAt: hours(2) }),
    ];
    await sync();
    await moveThere(bad, hours(4));
    await moveThere(good, hours(3));
    await owner.query(
      `alter table calcom_bookings add constraint planted check (appointment_id <> '${bad}') not valid`,
    );
    await sync();
    expect(await syncOf(good)).toMatchObject({ version: 2, startsAt: hours(3) });

    await owner.query("alter table calcom_bookings drop constraint planted");
    await sync();
    expect(await syncOf(bad)).toMatchObject({ version: 2, startsAt: hours(4) });
  });

  it("is put before a person where the list says what nobody can read", async () => {
    const id = await createAppointment(here.salon);
    await sync();
    here.calendar.byHand.setStatus((await syncOf(id)).uid!, "awaiting_host");
    for (let time = 0; time < 9; time += 1) {
      await owner.query(
        "update calcom_webhooks set next_attempt_at = now() where status = 'received'",
      );
      await sync();
    }

    const aside = "select status, reason, attempts from calcom_webhooks where company_id = $1";
    expect(await stored(aside, here.salon.companyId)).toEqual([
      { status: "quarantined", reason: "unreadable", attempts: 7 },
    ]);
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
