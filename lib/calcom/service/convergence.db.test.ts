import fc from "fast-check";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { receiveWebhook } from "@/lib/calcom/service/receive-webhook";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import { DomainError } from "@/lib/shared/errors";
import { createContext } from "@/lib/tenancy/context";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  API_KEY,
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  EVENT_TYPES,
  inCalendar,
  startCalendar,
  syncOf,
  WEBHOOK_SECRET,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { findDisagreements, isAtRest } from "@/tests/support/find-disagreements";
import { type FleetClock, installClock } from "@/tests/support/fleet-clock";
import { createAppointment, createCustomer } from "@/tests/support/salon";

/** 10,000 take about an hour: `SEQUENCES=10000 npx vitest run --project db lib/calcom/service/convergence`. */
const SEQUENCES = Number(process.env["SEQUENCES"] ?? 40);
const MINUTE_MS = 60_000;
const MONDAY = new Date("2027-03-01T07:00:00Z");
/** A look turns pages, as it does in a company of which more has changed. */
const PAGE_SIZE = 3;
const TRIGGERS = [
  ...["BOOKING_CREATED", "BOOKING_RESCHEDULED", "BOOKING_CANCELLED", "BOOKING_REASSIGNED"],
];

let clock: FleetClock;
let calendar: CalcomSimulator;
let listener: Server;
let salon: ConnectedSalon;

beforeAll(async () => {
  clock = await installClock(MONDAY);
  calendar = await startCalendar(() => new Date());
  // Takes down what they tell, as the route does.
  listener = createServer((request, response) => {
    void (async () => {
      const chunks: Buffer[] = [];
      for await (const chunk of request) chunks.push(chunk as Buffer);
      const signature = String(request.headers["x-cal-signature-256"]);
      await receiveWebhook(asCalendar(salon), { body: Buffer.concat(chunks), signature });
      response.end();
    })();
  });
  await new Promise<void>((done) => listener.listen(0, "127.0.0.1", done));
});
afterAll(async () => {
  vi.useRealTimers();
  await calendar.stop();
  listener.close();
});

const slotNumber = fc.integer({ min: 0, max: 5 });
const which = fc.integer({ min: 0, max: 9 });
const step = fc.oneof(
  fc.record({
    does: fc.constant("book" as const),
    slot: slotNumber,
    staff: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({
    does: fc.constant("move" as const),
    which,
    slot: slotNumber,
    staff: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({ does: fc.constant("cancel" as const), which }),
  fc.record({
    does: fc.constant("they-book" as const),
    slot: slotNumber,
    staff: fc.integer({ min: 0, max: 1 }),
  }),
  fc.record({ does: fc.constant("they-move" as const), which, slot: slotNumber }),
  fc.record({ does: fc.constant("they-cancel" as const), which }),
  fc.record({ does: fc.constant("they-reassign" as const), which, host: fc.constantFrom(1, 2) }),
  fc.record({ does: fc.constant("they-ask-again" as const), which }),
  fc.record({ does: fc.constant("they-choose-again" as const), which, slot: slotNumber }),
  fc.record({
    does: fc.constant("fault" as const),
    kind: fc.constantFrom("status", "lost", "reset", "garbage"),
    status: fc.constantFrom(500, 524, 429),
    count: fc.integer({ min: 1, max: 6 }),
  }),
  fc.record({
    does: fc.constant("webhooks" as const),
    how: fc.constantFrom("flush", "reversed", "twice", "drop"),
  }),
  fc.record({ does: fc.constant("pass" as const), minutes: fc.integer({ min: 1, max: 40 }) }),
  fc.record({ does: fc.constant("job" as const), poll: fc.boolean() }),
  fc.record({ does: fc.constant("die" as const) }),
);
type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

const slotAt = (slot: number) => new Date(Date.UTC(2027, 2, 10, 9) + slot * 60 * MINUTE_MS);
const job = (poll: boolean) =>
  syncCompany(asCalendar(salon), {
    deadline: new Date(Date.now() + 60 * MINUTE_MS),
    poll,
    pageSize: PAGE_SIZE,
  });

type World = { ours: string[] };

async function take(world: World, one: Step): Promise<void> {
  if (isTheirs(one)) {
    byHand(() => {
      actThere(one);
    });

    return;
  }
  switch (one.does) {
    case "book":
    case "move":
    case "cancel":
      await allowed(() => actHere(world, one));
      break;
    case "fault":
      calendar.faults.add({ kind: one.kind, status: one.status, count: one.count });
      break;
    case "webhooks":
      await deliver(one.how);
      break;
    case "pass":
      await clock.advance(one.minutes * MINUTE_MS);
      break;
    case "job":
      await job(one.poll);
      break;
    case "die":
      await die();
      break;
  }
}

type Here = Extract<Step, { does: "book" | "move" | "cancel" }>;
type There = Extract<Step, { does: `they-${string}` }>;
const isTheirs = (one: Step): one is There => one.does.startsWith("they-");

async function actHere({ ours }: World, one: Here): Promise<void> {
  if (one.does === "book") {
    const customerId = await createCustomer(salon);
    const staffId = salon.staffIds[one.staff]!;
    ours.push(await createAppointment(salon, { startsAt: slotAt(one.slot), staffId, customerId }));

    return;
  }
  const appointmentId = ours[one.which % Math.max(1, ours.length)];
  if (appointmentId !== undefined) await change(appointmentId, one);
}

function actThere(one: There): void {
  if (one.does === "they-book") {
    calendar.byHand.create({
      start: slotAt(one.slot).toISOString(),
      eventTypeId: EVENT_TYPES[one.staff]!,
      attendee: { name: "Neu", email: "marlene@example.org", timeZone: "Europe/Berlin" },
    });

    return;
  }
  const bookings = one.does === "they-choose-again" ? askedAgain() : inCalendar(calendar);
  const booking = bookings[one.which % Math.max(1, bookings.length)];
  if (booking === undefined) return;
  const { cancel, reassign, move } = calendar.byHand;
  if (one.does === "they-cancel") cancel(booking.uid, { reason: "Von Hand" });
  else if (one.does === "they-ask-again") {
    cancel(booking.uid, { reason: ASKED_AGAIN, requestReschedule: true });
  } else if (one.does === "they-reassign") reassign(booking.uid, one.host);
  else move(booking.uid, { start: slotAt(one.slot).toISOString() });
}

/** Whose customers have been asked for another time, and have not chosen one yet. */
const ASKED_AGAIN = "Bitte eine andere Zeit";
const askedAgain = () =>
  calendar
    .bookings()
    .filter(
      ({ cancellationReason, rescheduledToUid }) =>
        cancellationReason === ASKED_AGAIN && rescheduledToUid === undefined,
    );

/** Their page refuses what is taken there, as ours does. */
function byHand(work: () => unknown): void {
  try {
    work();
  } catch (error) {
    if ((error as { status?: number }).status === undefined) throw error;
  }
}

/** What a rule or the database refuses did not happen; anything else is a fault. */
async function allowed(work: () => Promise<unknown>): Promise<void> {
  try {
    await work();
  } catch (error) {
    const isClaim = (error as { code?: string }).code === "23P01";
    if (!isClaim && !(error instanceof DomainError)) throw error;
  }
}

async function change(appointmentId: string, one: Here): Promise<void> {
  const { version } = await syncOf(appointmentId);
  const jana = createContext(salon.companyId, salon.owner);
  if (one.does === "move") {
    const wanted = { startsAt: slotAt(one.slot), staffId: salon.staffIds[one.staff]! };
    await rescheduleAppointment(jana, { appointmentId, version, ...wanted, reason: "" });
  } else await cancelAppointment(jana, { appointmentId, version, reason: "" });
}

async function deliver(how: string): Promise<void> {
  if (how === "drop") calendar.webhooks.drop();
  else {
    await calendar.webhooks.flush({
      order: how === "reversed" ? "reversed" : "given",
      times: how === "twice" ? 2 : 1,
    });
  }
}

/** A process that dies in the middle leaves its leases, and calls that may have been heard. */
async function die(): Promise<void> {
  await owner.query(
    `update calcom_connections set drained_by = 'dead', drained_until = fleet.now() + interval '2 minutes'
     where company_id = $1`,
    [salon.companyId],
  );
  await owner.query(
    `update calcom_sync_queue set locked_by = 'dead', locked_until = fleet.now() + interval '90 seconds', begun = begun + 1
     where company_id = $1 and status = 'pending'`,
    [salon.companyId],
  );
}

/** The storm is over: faults, waits and leases come to their ends. */
async function calm(): Promise<void> {
  calendar.faults.clear();
  await calendar.webhooks.flush();
  // Two rounds in which nothing has happened, and nothing waits, are followed by more of the same.
  for (let [round, quiet] = [0, 0]; round < 6 && quiet < 2; round += 1) {
    await clock.advance(125 * MINUTE_MS);
    const counts = await job(true);
    const isQuiet = Object.values(counts).every((count) => count === 0) && (await isAtRest(salon));
    quiet = isQuiet ? quiet + 1 : 0;
  }
}

async function subscribe(): Promise<void> {
  const { port } = listener.address() as AddressInfo;
  const response = await fetch(`${calendar.url}/v2/webhooks`, {
    method: "POST",
    headers: { authorization: `Bearer ${API_KEY}`, "content-type": "application/json" },
    body: JSON.stringify({
      subscriberUrl: `http://127.0.0.1:${String(port)}/`,
      triggers: TRIGGERS,
      active: true,
      secret: WEBHOOK_SECRET,
    }),
  });
  if (!response.ok) throw new Error(await response.text());
}

describe("our changes, theirs, faults, deaths and jobs in any order", () => {
  it("end with both sides alike, every version in the log, and no mail twice", async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.array(step, { minLength: 6, maxLength: 24, size: "max" }),
        async (steps) => {
          await clock.set(MONDAY);
          calendar.reset();
          salon = await createConnectedSalon(calendar);
          await subscribe();
          calendar.webhooks.hold();
          await owner.query(
            "update calcom_connections set connected_at = $2 where company_id = $1",
            [salon.companyId, MONDAY],
          );
          const world: World = { ours: [] };
          for (const one of steps) await take(world, one);
          await calm();

          expect(await findDisagreements(salon)).toEqual([]);
        },
      ),
      { numRuns: SEQUENCES, endOnFailure: SEQUENCES > 100 },
    );
  }, 36_000_000);
});
