import { toBooking } from "./booking-shapes.mjs";
import { errorAnswer, Refusal } from "./refusal.mjs";

const ours = /^(127\.0\.0\.1|localhost)(:\d+)?$/;

const commands = {
  "GET /control/state": (simulator) => ({
    bookings: simulator.bookings(),
    webhooks: simulator.subscriptions.list(),
    faults: simulator.faults.list(),
    waiting: simulator.webhooks.waiting(),
    told: simulator.webhooks.told(),
  }),
  "GET /control/calls": (simulator) => simulator.calls(),
  "POST /control/faults": (simulator, input) => simulator.faults.add(input),
  "DELETE /control/faults": (simulator) => void simulator.faults.clear(),
  "POST /control/webhooks/hold": (simulator) => void simulator.webhooks.hold(),
  "POST /control/webhooks/release": (simulator) => void simulator.webhooks.release(),
  "POST /control/webhooks/flush": (simulator, input) => simulator.webhooks.flush(input),
  "POST /control/webhooks/drop": (simulator, input) => simulator.webhooks.drop(input.trigger),
  "POST /control/bookings/create": (simulator, input) => toBooking(simulator.byHand.create(input)),
  "POST /control/bookings/move": (simulator, { uid, ...input }) =>
    toBooking(simulator.byHand.move(uid, input)),
  "POST /control/bookings/cancel": (simulator, { uid, ...input }) =>
    toBooking(simulator.byHand.cancel(uid, input)),
  "POST /control/bookings/reject": (simulator, { uid, ...input }) =>
    toBooking(simulator.byHand.reject(uid, input)),
  "POST /control/bookings/reassign": (simulator, { uid, hostId }) =>
    toBooking(simulator.byHand.reassign(uid, hostId)),
  "POST /control/bookings/no-show": (simulator, { uid, ...input }) =>
    toBooking(simulator.byHand.markNoShow(uid, input)),
  "POST /control/bookings/remove": (simulator, { uid }) => simulator.byHand.remove(uid),
  "POST /control/reset": (simulator) => void simulator.reset(),
};

/** A page of somebody else, open in a browser here, is not this machine. */
export const isOfThisMachine = (headers) =>
  ours.test(headers.host ?? "") && headers["sec-fetch-site"] !== "cross-site";

function readInput(text) {
  try {
    return text === "" ? {} : JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
}

/** What tests and people tell the simulator to do; only this machine may. */
export async function answerControl(simulator, { method, path, headers, text }) {
  try {
    if (!isOfThisMachine(headers)) throw new Refusal(403, "Only this machine may do that.");
    const run = commands[`${method} ${path}`];
    if (run === undefined) throw new Refusal(404, `Cannot ${method} ${path}`);

    return { status: 200, body: { data: (await run(simulator, readInput(text))) ?? null } };
  } catch (error) {
    if (!(error instanceof Refusal)) throw error;

    return errorAnswer(error, { path, now: simulator.state.now() });
  }
}
