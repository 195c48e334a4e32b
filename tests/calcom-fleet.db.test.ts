import { type ChildProcess, spawn } from "node:child_process";
import { once } from "node:events";
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { createContext } from "@/lib/tenancy/context";
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

// At length: `KILLS=50 SECONDS=60 npx vitest run --project db tests/calcom-fleet`.
const KILLS = Number(process.env["KILLS"] ?? 6);
const SECONDS = Number(process.env["SECONDS"] ?? 4);
const PROCESSES = 8;
const WORKER = ["--conditions=react-server", "--import", "tsx", "tests/support/sync-worker.ts"];

let calendar: CalcomSimulator;
let salon: ConnectedSalon;
const running = new Set<ChildProcess>();

beforeAll(async () => {
  calendar = await startCalendar();
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  await owner.query(
    "update calcom_connections set status = 'disconnected', api_key = null, stop_reason = null",
  );
  salon = await createConnectedSalon(calendar);
});
afterEach(() => {
  for (const child of running) child.kill("SIGKILL");
  running.clear();
});

async function startWorker(): Promise<ChildProcess> {
  const child = spawn(process.execPath, WORKER, {
    env: { ...process.env, DATABASE_POOL_SIZE: "4" },
    stdio: ["ignore", "pipe", "inherit"],
  });
  running.add(child);
  await once(child.stdout, "data");

  return child;
}

async function kill(child: ChildProcess): Promise<void> {
  const ended = once(child, "exit");
  child.kill("SIGKILL");
  await ended;
  running.delete(child);
}

const DAY_MS = 86_400_000;
/** Ten o'clock UTC on working days to come. */
function at(index: number, minutes = 0): Date {
  const monday = new Date(Math.ceil(Date.now() / DAY_MS) * DAY_MS + 7 * DAY_MS);
  monday.setUTCDate(monday.getUTCDate() + ((8 - monday.getUTCDay()) % 7));
  const days = Math.floor(index / 5) * 7 + (index % 5);

  return new Date(monday.getTime() + days * DAY_MS + 10 * 3_600_000 + minutes * 60_000);
}

const changes = () => calendar.calls().filter(({ method }) => method === "POST");
const jana = () => createContext(salon.companyId, salon.owner);

/** Three kinds of changes in turn, each made to be told by a worker that dies before it has heard the answer. */
async function arrange(index: number): Promise<string> {
  const id = await createAppointment(salon, { startsAt: at(index) });
  if (index % 3 === 0) return id;
  await syncCompany(asCalendar(salon), { deadline: new Date(Date.now() + 20_000) });
  const change = { appointmentId: id, version: 1, reason: "" };
  const startsAt = at(index, 60);
  if (index % 3 === 1) {
    await rescheduleAppointment(jana(), { ...change, startsAt, staffId: salon.staffIds[0] });
  } else await cancelAppointment(jana(), change);

  return id;
}

describe("workers as processes", () => {
  it(`lose no uid and move nothing twice, killed between Cal.com's answer and our commit, ${String(KILLS)} times`, async () => {
    for (let index = 0; index < KILLS; index += 1) {
      const id = await arrange(index);
      const before = changes().length;
      calendar.faults.add({ kind: "hang", count: 1, method: "POST" });
      const worker = await startWorker();
      await expect.poll(() => changes().length, { timeout: 15_000, interval: 10 }).toBe(before + 1);
      await kill(worker);
      calendar.faults.clear();
      await owner.query(
        "update calcom_connections set drained_until = now() - interval '1 second'",
      );
      await owner.query(
        "update calcom_sync_queue set locked_until = now() - interval '1 second' where locked_until is not null",
      );
      await syncCompany(asCalendar(salon), { deadline: new Date(Date.now() + 20_000) });

      expect(changes()).toHaveLength(before + 1);
      const { syncStatus, uid, startsAt, status } = await syncOf(id);
      const booking = calendar.bookings().find((one) => one.uid === uid);
      expect({ syncStatus, is: booking?.status, at: booking?.start }).toEqual({
        syncStatus: "synced",
        is: status === "cancelled" ? "cancelled" : "accepted",
        at: startsAt.toISOString(),
      });
    }
    const alive = await stored(
      "select from appointments where company_id = $1 and status <> 'cancelled'",
      salon.companyId,
    );
    expect(inCalendar(calendar)).toHaveLength(alive.length);
  }, 600_000);

  it(`ask a dead service hardly more often, ${String(PROCESSES)} of them, than one does in ${String(SECONDS)} s`, async () => {
    const callsOf = async (processes: number) => {
      calendar.reset();
      calendar.faults.add({ kind: "status", status: 524, count: 0 });
      await owner.query(
        "update calcom_sync_queue set status = 'cancelled', next_attempt_at = null, settled_at = now() where status = 'pending'",
      );
      // The lease, too: a worker that was killed in the middle of its turn has left it behind.
      await owner.query(
        `update calcom_connections set breaker_state = 'closed', breaker_failures = '[]',
           breaker_opened_at = null, breaker_reason = null, polled_at = now(),
           drained_until = now() - interval '1 second'`,
      );
      const workers = await Promise.all(Array.from({ length: processes }, startWorker));
      for (let index = 0; index < 12; index += 1) {
        const day = index + (processes === 1 ? 0 : 12);
        await createAppointment(salon, { startsAt: at(day, 120) });
      }
      await expect
        .poll(() => calendar.calls().length, { timeout: 15_000 })
        .toBeGreaterThanOrEqual(5);
      // For as long as that: what is looked at is what does not happen.
      const until = Date.now() + SECONDS * 1000;
      await expect.poll(() => Date.now() > until, { timeout: SECONDS * 1000 + 5000 }).toBe(true);
      await Promise.all(workers.map(kill));

      return calendar.calls().length;
    };
    const [one, eight] = [await callsOf(1), await callsOf(PROCESSES)];

    expect(eight / one).toBeLessThanOrEqual(1.25);
  }, 300_000);
});
