import { beforeEach, describe, expect, it } from "vitest";

import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { cleanUpReservations } from "@/lib/jobs/cleanup-expired-reservations";
import { owner } from "@/tests/support/database";
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
    await expect(cleanUp()).resolves.toEqual({ expired: 1 });

    expect(await stateOf(over)).toEqual({ status: "expired", claims: 0 });
    expect(await stateOf(live)).toEqual({ status: "active", claims: 1 });
    await expect(cleanUp()).resolves.toEqual({ expired: 0 });
  });

  it("works through every company", async () => {
    const second = await createSalon();
    const holds = [await hold(salon, 15), await hold(second, 15), await hold(second, 16)];
    for (const id of holds) await runOut(id);

    await expect(cleanUp()).resolves.toEqual({ expired: 3 });
  });

  it("counts the same in a dry run, and changes nothing", async () => {
    const over = await hold(salon, 15);
    await runOut(over);

    await expect(cleanUp(true)).resolves.toEqual({ expired: 1 });
    expect(await stateOf(over)).toEqual({ status: "active", claims: 1 });
  });

  it("stops at its deadline", async () => {
    const over = await hold(salon, 15);
    await runOut(over);
    await cleanUpReservations({ isDryRun: false, deadline: new Date(0) });

    expect(await stateOf(over)).toEqual({ status: "active", claims: 1 });
  });
});
