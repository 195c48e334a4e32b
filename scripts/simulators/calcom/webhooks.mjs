import { randomUUID } from "node:crypto";

import { signatureOf, toPayload } from "./booking-shapes.mjs";

const PATIENCE_MS = 10_000;

async function post({ url, body, headers }) {
  try {
    const options = { method: "POST", body, headers, redirect: "manual" };
    const signal = AbortSignal.timeout(PATIENCE_MS);
    const response = await fetch(url, { ...options, signal });
    await response.arrayBuffer();

    return response.status;
  } catch {
    return 0;
  }
}

/**
 * What is told to whom has subscribed. Held back, deliveries go out when they are flushed: in the order
 * given or reversed, several times, or not at all. Nothing is told twice by itself, as with the real one.
 */
export function webhookQueue({ now, subscriptions }) {
  let [waiting, told, isHeld] = [[], [], false];
  const running = new Set();

  async function deliver(one) {
    const status = await post(one);
    told.push({ id: one.id, trigger: one.trigger, uid: one.uid, status });

    return status;
  }

  function start(one) {
    const done = deliver(one).finally(() => running.delete(done));
    running.add(done);
  }

  function enqueue(delivery) {
    if (isHeld) waiting.push(delivery);
    else start(delivery);
  }

  return {
    emit(trigger, booking, more) {
      const payload = toPayload(trigger, booking, more);
      const envelope = { triggerEvent: trigger, createdAt: now().toISOString(), payload };
      const body = JSON.stringify(envelope);
      for (const { subscriberUrl, secret, version } of subscriptions.wanting(trigger)) {
        const headers = {
          "content-type": "application/json",
          "x-cal-signature-256": signatureOf(body, secret),
          "x-cal-webhook-version": version ?? "2021-10-20",
        };
        const known = { id: randomUUID(), trigger, uid: booking.uid };
        enqueue({ ...known, url: subscriberUrl, body, headers });
      }
    },
    hold: () => (isHeld = true),
    /** Tells at once again; what waits goes on waiting for `flush`. */
    release: () => (isHeld = false),
    waiting: () => waiting.map(({ id, trigger, uid, body }) => ({ id, trigger, uid, body })),
    told: () => [...told],
    /** Loses what waits, or only one kind of it. */
    drop(trigger) {
      const kept = waiting.filter((one) => trigger !== undefined && one.trigger !== trigger);
      const lost = waiting.length - kept.length;
      waiting = kept;

      return lost;
    },
    /** Tells what waits, one after the other; answers with the statuses that came back. */
    async flush({ order = "given", times = 1 } = {}) {
      const batch = waiting;
      waiting = [];
      if (order === "reversed") batch.reverse();
      const statuses = [];
      for (const delivery of batch) {
        for (let time = 0; time < times; time += 1) statuses.push(await deliver(delivery));
      }

      return statuses;
    },
    /** Waits until everything that was told at once has been answered. */
    async settled() {
      while (running.size > 0) await Promise.all(running);
    },
    reset() {
      [waiting, told, isHeld] = [[], [], false];
    },
  };
}
