import { beforeEach, describe, expect, it } from "vitest";

import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { cleanUpReservations } from "@/lib/jobs/cleanup-expired-reservations";
import { attackAs, owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createSalon,
  linkHolder,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("update appointment_reservations set status = 'cancelled'");
  salon = await createSalon();
});

const cleanUp = (isDryRun = false) =>
  cleanUpReservations({ isDryRun, deadline: new Date(Date.now() + 60_000) });

/** A customer's hold on the same hour of a day in March. */
async function hold(at: TestSalon, day: number): Promise<string> {
  const date = (of: number) => new Date(`2027-03-${of}T09:00:00Z`);
  const appointmentId = await createAppointment(at, { startsAt: date(day) });
  const { id } = await holdSlot(as(at.companyId, linkHolder(at, appointmentId)), {
    appointmentId,
    version: 1,
    startsAt: date(day + 7),
    staffId: at.staffIds[0],
  });

  return id;
}
const runOut = (id: string) =>
  owner.query("update appointment_reservations set expires_at = now() where id = $1", [id]);
const stateOf = async (id: string) => {
  const [row] = await stored(
    `select status, (select count(*)::int from slot_claims where claimant_id = r.id) as claims
     from appointment_reservations r where id = $1`,
    id,
  );

  return row;
};

describe("cleanUpReservations", () => {
  it("expires overdue holds and frees their time, and leaves live ones alone", async () => {
    const [over, live] = [await hold(salon, 15), await hold(salon, 16)];
    await runOut(over);
    await expect(cleanUp()).resolves.toEqual({ expired: 1, deletedHolds: 0 });

    expect(await stateOf(over)).toEqual({ status: "expired", claims: 0 });
    expect(await stateOf(live)).toEqual({ status: "active", claims: 1 });
    await expect(cleanUp()).resolves.toEqual({ expired: 0, deletedHolds: 0 });
  });

  it("works through every company", async () => {
    const second = await createSalon();
    const holds = [await hold(salon, 15), await hold(second, 15), await hold(second, 16)];
    for (const id of holds) await runOut(id);

    await expect(cleanUp()).resolves.toEqual({ expired: 3, deletedHolds: 0 });
  });

  it("counts the same in a dry run, and changes nothing", async () => {
    const over = await hold(salon, 15);
    await runOut(over);

    await expect(cleanUp(true)).resolves.toEqual({ expired: 1, deletedHolds: 0 });
    expect(await stateOf(over)).toEqual({ status: "active", claims: 1 });
  });

  it("deletes what ended a week ago, in every company, and nothing that is held or was lately", async () => {
    const second = await createSalon();
    const holds = [await hold(salon, 15), await hold(second, 15), await hold(salon, 16)];
    const ended = async (id: string, age: string) =>
      owner.query(
        "update appointment_reservations set status = 'cancelled', expires_at = now() - $2::interval where id = $1",
        [id, age],
      );
    await ended(holds[0]!, "8 days");
    await ended(holds[1]!, "8 days");
    await ended(holds[2]!, "6 days");

    await expect(cleanUp(true)).resolves.toEqual({ expired: 0, deletedHolds: 2 });
    await expect(cleanUp()).resolves.toEqual({ expired: 0, deletedHolds: 2 });
    expect(await Promise.all(holds.map((id) => stateOf(id)))).toEqual([
      ...[undefined, undefined],
      { status: "cancelled", claims: 0 },
    ]);
  });

  it("is the only thing that may delete one, past the services as well", async () => {
    const held = await hold(salon, 15);
    const remove = () =>
      attackAs(salon.companyId, "delete from appointment_reservations where id = $1", [held]);
    expect(await remove()).toBe("PV007");
    await owner.query("update appointment_reservations set status = 'cancelled' where id = $1", [
      held,
    ]);
    expect(await remove()).toBe("PV007");
  });

  it("stops at its deadline", async () => {
    const over = await hold(salon, 15);
    await runOut(over);
    await cleanUpReservations({ isDryRun: false, deadline: new Date(0) });

    expect(await stateOf(over)).toEqual({ status: "active", claims: 1 });
  });
});
