import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";

import { createState, SAMPLE_ACCOUNT } from "./account.mjs";
import { answerPage } from "./answer-page.mjs";
import { toBooking } from "./booking-shapes.mjs";
import { changesByHand } from "./by-hand.mjs";
import { answerControl } from "./control.mjs";
import { faultPlan, sufferBefore } from "./faults.mjs";
import { checkVersion, rateLimit, readCaller } from "./gatekeeper.mjs";
import { keepState } from "./kept-state.mjs";
import { errorAnswer, Refusal } from "./refusal.mjs";
import { findRoute } from "./routes.mjs";
import { subscriptionList } from "./subscriptions.mjs";
import { webhookQueue } from "./webhooks.mjs";

const KEPT_CALLS = 1000;

function readBody(text) {
  if (text === "") return undefined;
  try {
    return JSON.parse(text);
  } catch {
    throw new Refusal(400, "The body is no JSON.");
  }
}

/** The API: what a request does, and its answer. */
function api({ simulator, limit }) {
  const { state, subscriptions } = simulator;

  async function work(request, fault) {
    if (fault !== undefined) await sufferBefore(fault);
    const found = findRoute(request);
    if (found === undefined) throw new Refusal(404, `Cannot ${request.method} ${request.path}`);
    const { route, uid } = found;
    checkVersion(request, route.versions);
    const caller = readCaller(state, request, route);
    const headers = limit.take(request);
    const { query } = request;
    const body = readBody(request.text);
    const { status, ...told } = route.run({ state, subscriptions, query, body, uid, caller });

    return { status, headers, body: { status: "success", ...told } };
  }

  return async (request, fault) => {
    try {
      return await work(request, fault);
    } catch (error) {
      if (!(error instanceof Refusal)) throw error;

      return errorAnswer(error, { path: request.url, now: state.now() });
    }
  };
}

function send({ response, socket }, { kind, status, headers, body, text }) {
  if (kind === "hang") return;
  if (kind === "lost") {
    socket.destroy();

    return;
  }
  const type = { "content-type": "application/json; charset=utf-8" };
  response.writeHead(status, { ...type, ...headers });
  response.end(kind === "garbage" ? "<html>Something" : (text ?? JSON.stringify(body)));
}

function listener({ simulator, limit, calls }) {
  const answer = api({ simulator, limit });

  function remember({ method, path, url, headers: { authorization: _key, ...headers } }) {
    calls.push({ method, path, url, headers });
    if (calls.length > KEPT_CALLS) calls.shift();
  }

  async function serve(request) {
    if (request.path.startsWith("/control/")) return answerControl(simulator, request);
    if (!request.path.startsWith("/v2/")) return answerPage(simulator, request);
    remember(request);
    const { kind, ...fault } = simulator.faults.next(request) ?? {};
    if (kind === "reset") return { kind: "lost" };
    if (kind === "moved") {
      return { status: 302, headers: { location: "http://127.0.0.1:9/" }, body: {} };
    }

    return {
      ...(await answer(request, kind === undefined ? undefined : { kind, ...fault })),
      kind,
    };
  }

  return async (incoming, response) => {
    const { method, headers, url, socket } = incoming;
    const { pathname: path, searchParams: query } = new URL(url, "http://localhost");
    const exchange = { response, socket };
    try {
      const text = await readText(incoming);
      const reply = await serve({ method, headers, url, path, query, text });
      // What is answered is known after a crash as well.
      if (method !== "GET") simulator.save();
      send(exchange, reply);
    } catch (error) {
      const body = { status: "error", error: { message: String(error) } };
      send(exchange, { status: 500, body });
    }
  };
}

/**
 * Starts a simulated Cal.com on this machine. `account` is whose it is, `now` its clock, `limit` the calls in a
 * minute (0 is none), `file` where bookings outlive the process. Nothing happens by itself: webhooks leave when something changes, or when flushed.
 */
export async function startCalcomSimulator({
  port = 0,
  account = SAMPLE_ACCOUNT,
  now = () => new Date(),
  limit: perMinute,
  resetAs,
  file,
} = {}) {
  const subscriptions = subscriptionList();
  const webhooks = webhookQueue({ now, subscriptions });
  const limit = rateLimit({ limit: perMinute, resetAs, now });
  const faults = faultPlan();
  const calls = [];
  const state = createState({ account, now, emit: webhooks.emit });
  const simulator = {
    save: file === undefined ? () => undefined : keepState(file, { state, subscriptions }),
    ...{ account, state, subscriptions, webhooks, faults, byHand: changesByHand(state) },
    calls: () => [...calls],
    bookings: () => [...state.bookings.values()].map(toBooking),
    reset() {
      const { bookings, reservations } = state;
      for (const kept of [bookings, reservations, subscriptions, webhooks, faults, limit]) {
        (kept.reset ?? kept.clear).call(kept);
      }
      calls.length = 0;
      simulator.save();
    },
  };
  const server = createServer(listener({ simulator, limit, calls }));
  server.keepAliveTimeout = 60_000;
  await new Promise((resolve, reject) => {
    server.once("error", reject).listen(port, "127.0.0.1", resolve);
  });

  return {
    ...simulator,
    url: `http://127.0.0.1:${server.address().port}`,
    async stop() {
      const closed = new Promise((resolve) => server.close(resolve));
      server.closeAllConnections();
      await closed;
      await webhooks.settled();
    },
  };
}
