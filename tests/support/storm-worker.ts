import { setTimeout as wait } from "node:timers/promises";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { DomainError } from "@/lib/shared/errors";
import type { Actor } from "@/lib/tenancy/actor";
import { createContext } from "@/lib/tenancy/context";

import type { Outcome, StormOrder } from "./storm-order";
import { type Known, moveWithoutReferee } from "./storm-planted";

// A process full of people who want the same few slots. It says what came of each attempt before it makes
// the next one, so that whoever kills it knows what had been promised by then.
const order = JSON.parse(process.env["STORM"] ?? "{}") as StormOrder;
const { salon, now, starts } = order;

function randomFrom(seed: number): () => number {
  let state = seed;

  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;

    return ((mixed ^ (mixed >>> 14)) >>> 0) / 4_294_967_296;
  };
}

const say = (outcome: Outcome) => process.stdout.write(`${JSON.stringify(outcome)}\n`);
const as = (actor: Actor) => createContext(salon.companyId, actor, { now: new Date(now) });

async function client(seed: number): Promise<void> {
  const random = randomFrom(seed);
  const pick = <Item>(items: readonly Item[]): Item => {
    const item = items[Math.floor(random() * items.length)];
    if (item === undefined) throw new Error("nothing to choose from");

    return item;
  };

  for (let attempt = 0; attempt < order.attempts; attempt += 1) {
    try {
      say(await tryOnce());
    } catch (error) {
      const isExpected = error instanceof DomainError;
      say({
        result: isExpected ? "refused" : "surprise",
        ...(!isExpected && { why: String(error) }),
      });
    }
  }

  async function tryOnce(): Promise<Outcome> {
    const wanted = { startsAt: new Date(pick(starts)), staffId: pick(salon.staffIds) };
    const dice = random();
    if (dice < 0.25) {
      const { customerId, serviceId, branchId } = { ...salon, customerId: pick(salon.customers) };
      const { id } = await bookAppointment(as(salon.owner), {
        ...wanted,
        ...{ customerId, serviceId, branchId, holdId: undefined, notes: "", reason: "" },
      });

      return { result: "done", id, version: 1 };
    }
    // Now and then what cannot be any more: what is cancelled moved, what stands restored.
    const isRestored = dice >= 0.45 && dice < 0.6;
    const isFitting = random() < 0.9;
    const known = await choose(isRestored === isFitting ? "cancelled" : "confirmed");
    if (known === undefined) return { result: "refused" };
    if (order.isPlanted) return moveWithoutReferee(as(salon.owner), { known, wanted });
    if (dice > 0.95) return expire();

    const change = { appointmentId: known.id, version: known.version, reason: "" };
    if (dice < 0.45)
      return done(known, cancelAppointment(as(salon.owner), { ...change, category: undefined }));
    if (isRestored) return done(known, takeStep(as(salon.owner), { ...change, step: "restore" }));
    if (dice < 0.8) {
      return done(
        known,
        rescheduleAppointment(as(salon.owner), { ...change, ...wanted, holdId: undefined }),
      );
    }

    const customer = as({
      kind: "customer",
      appointmentId: known.id,
      customerId: known.customerId,
      name: "Kundin",
    });
    // Nobody is told to wait here: how often one link may hold a time is another rule's business.
    await customer.transaction(
      (db) => db.$executeRaw`delete from rate_limits where key = ${`hold-slot:${known.id}`}`,
    );
    const { id: holdId } = await holdSlot(customer, { ...change, ...wanted });
    await wait(random() * 20);

    return done(known, rescheduleAppointment(customer, { ...change, ...wanted, holdId }));
  }

  /** What somebody has on the screen; it may be old by the time they press. */
  async function choose(status: "confirmed" | "cancelled"): Promise<Known | undefined> {
    const rows = await as(salon.owner).transaction((db) =>
      db.appointment.findMany({
        where: { companyId: salon.companyId, status, startsAt: { in: [...starts] } },
        select: { id: true, version: true, customerId: true, startsAt: true, staffId: true },
        orderBy: { id: "desc" },
        take: 6,
      }),
    );
    await wait(random() * 10);

    return rows.length === 0 ? undefined : pick(rows);
  }

  async function expire(): Promise<Outcome> {
    await as(salon.owner).transaction(
      (db) => db.$executeRaw`
        update appointment_reservations set expires_at = now(), status = 'expired'
        where company_id = ${salon.companyId}::uuid and status = 'active'`,
    );

    return { result: "refused" };
  }
}

async function done({ id }: Known, change: Promise<{ version: number }>): Promise<Outcome> {
  return { result: "done", id, version: (await change).version };
}

await Promise.all(
  Array.from({ length: order.clients }, (_none, index) => client(order.seed * 1000 + index)),
);
process.exit(0);
