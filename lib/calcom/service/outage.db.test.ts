import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { loadAppointment } from "@/lib/appointments/service/load-appointment";
import { newsForCustomer, type SyncState } from "@/lib/calcom/schema";
import { NOTHING_SYNCED, syncCompany, type SyncCounts } from "@/lib/calcom/service/sync-company";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  inCalendar,
  startCalendar,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { type FleetClock, installClock } from "@/tests/support/fleet-clock";
import { createAppointment, createCustomer, stored } from "@/tests/support/salon";

const MINUTE_MS = 60_000;
/** As Cal.com allows them. */
const CALLS_A_MINUTE = 120;
/** A Monday. */
const START = new Date("2027-03-01T07:00:00Z");

let clock: FleetClock;
let calendar: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  clock = await installClock(START);
  calendar = await startCalendar(() => new Date(), { limit: CALLS_A_MINUTE });
  salon = await createConnectedSalon(calendar);
});
afterAll(async () => {
  vi.useRealTimers();
  await calendar.stop();
});

/** Fourteen an even working day, seven for each of two people, with room beside each to be moved to. */
function slot(index: number): { startsAt: Date; staffId: string } {
  const day = Math.floor(index / 8);
  const date = 7 + Math.floor(day / 5) * 7 + (day % 5);
  const hour = 9 + Math.floor((index % 8) / 2) * 1.5;

  return {
    startsAt: new Date(Date.UTC(2027, 2, 1 + date) + hour * 3_600_000),
    staffId: salon.staffIds[index % 2]!,
  };
}
const later = (date: Date) => new Date(date.getTime() + 45 * MINUTE_MS);

async function book(index: number): Promise<string> {
  const customerId = await createCustomer(salon);

  return createAppointment(salon, { ...slot(index), customerId });
}

/** As the services write it: a version, and its line in the log. */
async function change(ids: readonly string[], what: "moved" | "cancelled"): Promise<void> {
  await owner.query(
    `with changed as (
       update appointments set version = version + 1, last_modified_at = now(),
         ${
           what === "moved"
             ? "starts_at = starts_at + interval '45 minutes', ends_at = ends_at + interval '45 minutes'"
             : "status = 'cancelled', cancelled_at = now(), cancelled_by_kind = 'customer'"
         }
       where id = any ($1::uuid[]) returning company_id, id, version)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, version, $2, 'customer', 'Test' from changed`,
    [ids, what === "moved" ? "rescheduled" : "cancelled"],
  );
}

const sync = (poll: boolean) =>
  syncCompany(asCalendar(salon), { deadline: new Date(Date.now() + 60 * MINUTE_MS), poll });

type Line = {
  id: string;
  version: number;
  status: string;
  startsAt: Date;
  state: SyncState;
  uid: string | null;
};
const lines = async () =>
  (await stored(
    `select id, version, status, starts_at as "startsAt", calcom_sync_status as state, calcom_booking_uid as uid
     from appointments where company_id = $1`,
    salon.companyId,
  )) as Line[];

/** Appointments whose page says that the calendar has them, and it has not, or something else. */
async function untrue(except: readonly string[] = []): Promise<string[]> {
  const bookings = new Map(calendar.bookings().map((booking) => [booking.uid, booking]));

  return (await lines())
    .filter(({ id, state }) => newsForCustomer(state) === null && !except.includes(id))
    .filter(({ uid, status, startsAt }) => {
      const booking = bookings.get(uid ?? "");
      const isThere = booking?.status === "accepted";
      if (status === "cancelled") return isThere;

      return !isThere || new Date(booking.start).getTime() !== startsAt.getTime();
    })
    .map(({ id }) => id);
}

/** What the customers' pages say of the calendar, read as they read it. */
async function saidTo(ids: readonly string[]): Promise<(string | null)[]> {
  const read = asCalendar(salon).transaction(async (db) => {
    const said = new Set<string | null>();
    for (const id of ids) {
      const appointment = await loadAppointment(db, salon.companyId, id);
      said.add(newsForCustomer(appointment!.syncStatus));
    }

    return said;
  });

  return [...(await read)];
}

/** Drains for as long as Cal.com's limit makes it last; nobody is told anything untrue between two of them. */
async function drainAll(except: readonly string[] = []): Promise<SyncCounts> {
  const total = { ...NOTHING_SYNCED };
  for (let minute = 0; minute < 12; minute += 1) {
    const counts = await sync(true);
    for (const name of Object.keys(total) as (keyof SyncCounts)[]) total[name] += counts[name];
    expect(await untrue(except)).toEqual([]);
    if (counts.waiting === 0 && minute > 0) break;
    await clock.advance(MINUTE_MS + 1000);
  }

  return total;
}

describe("an outage of thirty minutes, with 500 changes here and 50 there", () => {
  it("loses and doubles nothing, says what is true at every moment, and is over as soon as Cal.com's limit lets it", async () => {
    const known: string[] = [];
    for (let index = 0; index < 300; index += 1) known.push(await book(index));
    expect(await drainAll()).toMatchObject({ told: 300, failed: 0 });
    expect((await lines()).filter(({ state }) => state !== "synced")).toEqual([]);
    const callsBefore = calendar.calls().length;

    calendar.faults.add({ kind: "status", status: 524, count: 0 });
    const theirs = known.slice(250);
    const uids = new Map((await lines()).map(({ id, uid }) => [id, uid!]));
    for (let minute = 0; minute < 30; minute += 1) {
      const changed = [
        ...known.slice(minute * 4, minute * 4 + 4),
        ...known.slice(120 + minute * 4, 120 + minute * 4 + 4),
      ];
      await change(changed.slice(0, 4), "moved");
      await change(changed.slice(4), "cancelled");
      for (let count = 0; count < 5; count += 1) changed.push(await book(300 + minute * 5 + count));
      expect(await saidTo(changed)).toEqual(["pending"]);
      expect(await untrue()).toEqual([]);
      await sync(minute % 5 === 0);
      expect(await saidTo(changed)).toEqual(["pending"]);
      expect(await untrue()).toEqual([]);
      await clock.advance(MINUTE_MS);
    }
    for (let count = 0; count < 110; count += 1) await book(450 + count);
    for (const [index, id] of theirs.entries()) {
      const line = slot(250 + index);
      const uid = uids.get(id)!;
      if (index % 2 === 0) calendar.byHand.move(uid, { start: later(line.startsAt).toISOString() });
      else calendar.byHand.cancel(uid);
    }
    // Nothing of theirs can be known yet: until the next look it is true of what was known.
    const waiting = await lines();
    expect(waiting.filter(({ state }) => state === "pending")).toHaveLength(500);
    expect(waiting.filter(({ id, state }) => theirs.includes(id) && state !== "synced")).toEqual(
      [],
    );
    // Nobody hammers on a dead service: five calls open the breaker, and then one a minute.
    expect(calendar.calls().length - callsBefore).toBeLessThanOrEqual(5 + 30);

    calendar.faults.clear();
    await clock.advance(MINUTE_MS);
    const counts = await drainAll(theirs);

    expect(counts).toMatchObject({ told: 500, adopted: 50, failed: 0, review: 0, compensated: 0 });
    expect(await untrue()).toEqual([]);
    expect(await saidTo(known)).toEqual([null]);
    const after = await lines();
    expect(after.filter(({ state }) => state !== "synced")).toEqual([]);
    expect(inCalendar(calendar)).toHaveLength(
      after.filter(({ status }) => status !== "cancelled").length,
    );
    const unaudited = await stored(
      `select a.id from appointments a where a.company_id = $1 and a.version <>
         (select count(*) from appointment_audit_logs l where l.appointment_id = a.id and l.version is not null)`,
      salon.companyId,
    );
    expect(unaudited).toEqual([]);
  }, 300_000);
});
