import { randomUUID } from "node:crypto";
import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { type Connection, findConnection, toConnection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import { syncCalendars } from "@/lib/jobs/sync-calcom";
import type { Answer } from "@/lib/platform/calcom/answer";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  inCalendar,
  startCalendar,
  syncOf,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { createAppointment, stored } from "@/tests/support/salon";

/** A thousand take some minutes: `CYCLES=1000 npx vitest run --project db lib/calcom/service/guard-call`. */
const CYCLES = Number(process.env["CYCLES"] ?? 40);

let calendar: CalcomSimulator;
let other: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  [calendar, other] = [await startCalendar(), await startCalendar()];
});
afterAll(() => Promise.all([calendar.stop(), other.stop()]));
beforeEach(async () => {
  calendar.reset();
  other.reset();
  await owner.query(
    "update calcom_connections set status = 'disconnected', api_key = null, stop_reason = null",
  );
  salon = await createConnectedSalon(calendar);
});

const OUTAGE: Answer<never> = {
  ...{ kind: "outage", cause: "http-5xx", message: "503", mayHaveHappened: true },
};
const FINE: Answer<number> = { kind: "ok", data: 1 };
const REFUSED: Answer<never> = { kind: "unauthorised", status: 401, message: "401" };
const busy = (seconds: number): Answer<never> => ({
  ...{ kind: "busy", waitMs: seconds * 1000, message: "429" },
});

/** The connection as one more process would learn it. */
async function connection(): Promise<Connection> {
  const ctx = asCalendar(salon);
  const row = await ctx.transaction((db) => findConnection(ctx, db));

  return toConnection(row!, randomUUID());
}
const call = async (by: Connection, answer: Answer<number>) =>
  (await guarded(asCalendar(salon), by, () => Promise.resolve(answer))).kind;
const breaker = async () =>
  (
    await stored(
      "select breaker_state as state, breaker_reason as reason, probe_by is not null as probed from calcom_connections where company_id = $1",
      salon.companyId,
    )
  )[0];
const rest = () =>
  owner.query(
    "update calcom_connections set breaker_opened_at = now() - interval '60 seconds' where company_id = $1",
    [salon.companyId],
  );
const events = async () =>
  (
    await stored(
      "select event from activity_log where company_id = $1 and event like 'calcom%' order by created_at, id",
      salon.companyId,
    )
  ).map(({ event }) => event);

describe("the circuit breaker of a company's connection", () => {
  it("opens after five failures of whatever process, is known to the next one, and survives them all", async () => {
    for (let failure = 0; failure < 5; failure += 1) await call(await connection(), OUTAGE);

    expect(await breaker()).toMatchObject({ state: "open", reason: "http-5xx" });
    expect(await call(await connection(), FINE)).toBe("held");
    expect(await events()).toEqual(["calcom_breaker_opened"]);
  });

  it("is closed by two probes, and makes what waits due", async () => {
    await createAppointment(salon);
    for (let failure = 0; failure < 5; failure += 1) await call(await connection(), OUTAGE);
    await owner.query("update calcom_sync_queue set next_attempt_at = now() + interval '2 hours'");
    await rest();
    expect(await call(await connection(), FINE)).toBe("ok");
    expect(await breaker()).toMatchObject({ state: "half-open", probed: false });
    expect(await call(await connection(), FINE)).toBe("ok");

    expect(await breaker()).toMatchObject({ state: "closed", reason: null });
    expect(
      await stored(
        "select from calcom_sync_queue where status = 'pending' and next_attempt_at <= now()",
      ),
    ).toHaveLength(1);
    expect(await events()).toEqual(["calcom_breaker_opened", "calcom_breaker_closed"]);
  });

  it("opens again with one failed probe", async () => {
    for (let failure = 0; failure < 5; failure += 1) await call(await connection(), OUTAGE);
    await rest();
    await call(await connection(), OUTAGE);

    expect(await breaker()).toMatchObject({ state: "open", probed: false });
    expect(await call(await connection(), FINE)).toBe("held");
  });

  it("counts no refusal and no limit; those are answers", async () => {
    const by = await connection();
    for (let count = 0; count < 6; count += 1) {
      await call(by, { kind: "refused", reason: "rule", message: "400" });
      await call(by, { kind: "unknown", message: "404" });
      await call(by, { kind: "conflict", message: "409" });
    }

    expect(await breaker()).toMatchObject({ state: "closed" });
    expect(
      await stored(
        "select breaker_failures from calcom_connections where company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ breaker_failures: [] }]);
  });

  it("has one probe in flight in the whole fleet", async () => {
    for (let failure = 0; failure < 5; failure += 1) await call(await connection(), OUTAGE);
    const most: number[] = [];
    for (let cycle = 0; cycle < CYCLES; cycle += 1) {
      await rest();
      const fleet = await Promise.all(Array.from({ length: 8 }, connection));
      let probes = 0;
      await Promise.all(
        fleet.map((by) =>
          guarded(asCalendar(salon), by, async () => {
            probes += 1;
            // Nobody else is let in while this one is out.
            await stored("select pg_sleep(0.02)");

            return OUTAGE;
          }),
        ),
      );
      most.push(probes);
    }

    expect(most).toEqual(Array.from({ length: CYCLES }, () => 1));
  }, 600_000);
});

describe("what is wrong with one company's calendar", () => {
  it("keeps no other company waiting: an outage", async () => {
    const neighbour = await createConnectedSalon(other);
    for (let hour = 0; hour < 4; hour += 1) {
      await createAppointment(salon, { startsAt: new Date(Date.UTC(2027, 2, 10, 9 + hour)) });
    }
    const theirs = await createAppointment(neighbour);
    // Its first answer is long in coming: the neighbour is told before.
    calendar.faults.add({ kind: "slow", ms: 4000, count: 1 });
    const job = syncCalendars({});
    await expect
      .poll(async () => (await syncOf(theirs)).syncStatus, { timeout: 3500, interval: 50 })
      .toBe("synced");
    expect(inCalendar(calendar)).toEqual([]);
    await job;

    expect(inCalendar(calendar)).toHaveLength(4);
  });

  it("keeps no other company waiting: a refused key stops its own sync, with a line in the log", async () => {
    const neighbour = await createConnectedSalon(other);
    const [ours, theirs] = [await createAppointment(salon), await createAppointment(neighbour)];
    calendar.faults.add({ kind: "status", status: 401, count: 0 });
    await syncCalendars({});
    await syncCalendars({});

    expect(await syncOf(theirs)).toMatchObject({ syncStatus: "synced" });
    expect(await syncOf(ours)).toMatchObject({ syncStatus: "pending" });
    expect(calendar.calls()).toHaveLength(1);
    expect(await events()).toEqual(["calcom_stopped"]);
    expect(
      await stored("select attempts from calcom_sync_queue where company_id = $1", salon.companyId),
    ).toEqual([{ attempts: 0 }]);
  });

  it("is not stopped by the refusal of a key that somebody has replaced meanwhile", async () => {
    const before = await connection();
    await owner.query("update calcom_connections set version = version + 1 where company_id = $1", [
      salon.companyId,
    ]);
    await call(before, REFUSED);

    expect((await connection()).status).toBe("active");
    await call(await connection(), REFUSED);
    expect((await connection()).status).toBe("stopped");
  });

  it("waits for the longest of several limits", async () => {
    const [one, another] = [await connection(), await connection()];
    await call(one, busy(300));
    await call(another, busy(10));

    const [row] = await stored(
      "select paused_until > now() + interval '4 minutes' as \"isLong\" from calcom_connections where company_id = $1",
      salon.companyId,
    );
    expect(row).toEqual({ isLong: true });
  });

  it("keeps no other company waiting: a limit is waited for as long as it says", async () => {
    const neighbour = await createConnectedSalon(other);
    const [ours, theirs] = [await createAppointment(salon), await createAppointment(neighbour)];
    calendar.faults.add({ kind: "status", status: 429, retryAfter: 90, count: 1 });
    await syncCalendars({});
    await syncCalendars({});

    expect(await syncOf(theirs)).toMatchObject({ syncStatus: "synced" });
    expect(await syncOf(ours)).toMatchObject({ syncStatus: "pending" });
    expect(calendar.calls()).toHaveLength(1);
    const [row] = await stored(
      "select extract(epoch from paused_until - now())::int as seconds from calcom_connections where company_id = $1",
      salon.companyId,
    );
    expect(Math.abs(Number(row?.["seconds"]) - 90)).toBeLessThan(10);
  });
});
