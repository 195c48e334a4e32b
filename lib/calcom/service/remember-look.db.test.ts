import { beforeEach, describe, expect, it } from "vitest";

import { leaseConnection, releaseConnection } from "@/lib/calcom/service/lease-connection";
import { pollBookings } from "@/lib/calcom/service/poll-bookings";
import { asCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const clock = { at: NOW.getTime() };
const here = connectedSalon({ now: () => new Date(clock.at) });

beforeEach(async () => {
  clock.at = NOW.getTime();
  await owner.query("update calcom_connections set connected_at = $2 where company_id = $1", [
    ...[here.salon.companyId, NOW],
  ]);
});

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const later = () => (clock.at += 10 * 60_000);

/** One look, two bookings a page. `goesOn` is asked before each page and before each booking that is new. */
async function look(goesOn: (time: number) => boolean = () => true): Promise<number> {
  const ctx = asCalendar(here.salon, NOW);
  const connection = (await leaseConnection(ctx))!;
  let time = 0;
  const applied = await pollBookings(ctx, connection, {
    goesOn: () => Promise.resolve(goesOn((time += 1))),
    pageSize: 2,
  });
  await releaseConnection(ctx, connection);

  return applied;
}

/** Five appointments in the calendar, and nothing of it unknown. */
async function fiveInStep(): Promise<{ ids: string[]; uids: string[] }> {
  const ids: string[] = [];
  for (let hour = 0; hour < 5; hour += 1) {
    ids.push(await createAppointment(here.salon, { startsAt: hours(hour) }));
  }
  await here.sync();

  return { ids, uids: (await Promise.all(ids.map(syncOf))).map(({ uid }) => uid!) };
}
const statuses = async (ids: readonly string[]) =>
  (await Promise.all(ids.map(syncOf))).map(({ status }) => status);
const cancelled = (count: number) => Array<string>(count).fill("cancelled");

describe("a look for what no webhook has told", () => {
  it("finds everything, although bookings change between its pages", async () => {
    const { ids, uids } = await fiveInStep();
    for (const uid of uids) {
      later();
      here.calendar.byHand.cancel(uid);
    }
    // The first page has been taken in: its first booking goes to the end, and all others move up.
    await look((time) => {
      if (time === 4) {
        later();
        here.calendar.byHand.markNoShow(uids[0]!);
      }

      return true;
    });

    expect(await statuses(ids)).toEqual(cancelled(5));
  });

  it("finds everything that was changed in one instant, although some of it changes meanwhile", async () => {
    const { ids, uids } = await fiveInStep();
    later();
    for (const uid of uids) here.calendar.byHand.cancel(uid);
    await look((time) => {
      if (time === 4) {
        later();
        here.calendar.byHand.markNoShow(uids[0]!);
      }

      return true;
    });

    expect(await statuses(ids)).toEqual(cancelled(5));
  });

  it("goes on where it had to end, and reads nothing twice", async () => {
    const attendee = { name: "Nora Neu", email: "nora@example.org", timeZone: "Europe/Berlin" };
    for (let hour = 0; hour < 3; hour += 1) {
      clock.at += 1000;
      const made = here.calendar.byHand.create({
        ...{ start: hours(hour).toISOString(), eventTypeId: 201, attendee },
      });
      const moved = here.calendar.byHand.move(made.uid, { start: hours(hour + 4).toISOString() });
      here.calendar.byHand.move(moved.uid, { start: hours(hour).toISOString() });
    }
    // Nine bookings of chains that nobody here knows, within one overlap; each look may read two.
    const reads = () =>
      here.calendar.calls().filter(({ path }) => path.startsWith("/v2/bookings/")).length;
    for (let time = 0; time < 12; time += 1) {
      const before = reads();
      await look(() => reads() < before + 2);
    }
    const open = "select from calcom_reviews where company_id = $1 and status = 'open'";
    expect(await stored(open, here.salon.companyId)).toHaveLength(3);
    const before = reads();
    await look();

    expect(reads()).toBe(before);
  });
});
