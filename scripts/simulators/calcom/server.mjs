import { createServer } from "node:http";
import { text as readText } from "node:stream/consumers";

import { createState, SAMPLE_ACCOUNT } from "./account.mjs";
import { toBooking } from "./booking-shapes.mjs";
import { changesByHand } from "./by-hand.mjs";
import { answerControl } from "./control.mjs";
import { faultPlan, sufferBefore } from "./faults.mjs";
import { checkVersion, rateLimit, readCaller } from "./gatekeeper.mjs";
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

function send({ response, socket }, { status, headers, body, text }, kind) {
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

  async function serve(request, exchange) {
    if (!request.path.startsWith("/v2/")) {
      send(exchange, await answerControl(simulator, request));

      return;
    }
    const { authorization: _key, ...headers } = request.headers;
    calls.push({ method: request.method, path: request.path, url: request.url, headers });
    if (calls.length > KEPT_CALLS) calls.shift();
    const fault = simulator.faults.next(request);
    if (fault?.kind === "reset") exchange.socket.destroy();
    else if (fault?.kind === "moved") {
      send(exchange, { status: 302, headers: { location: "http://127.0.0.1:9/" }, body: {} });
    } else send(exchange, await answer(request, fault), fault?.kind);
  }

  return async (incoming, response) => {
    const { method, headers, url, socket } = incoming;
    const { pathname: path, searchParams: query } = new URL(url, "http://localhost");
    const exchange = { response, socket };
    try {
      const text = await readText(incoming);
      await serve({ method, headers, url, path, query, text }, exchange);
    } catch (error) {
      const body = { status: "error", error: { message: String(error) } };
      send(exchange, { status: 500, body });
    }
  };
}

/**
 * Starts a simulated Cal.com on this machine. `account` is whose it is, `now` its clock, `limit` the calls in a
 * minute (0 is none). Nothing happens by itself: webhooks leave when something changes, or when flushed.
 */
export async function startCalcomSimulator({
  port = 0,
  account = SAMPLE_ACCOUNT,
  now = () => new Date(),
  limit: perMinute,
  resetAs,
} = {}) {
  const subscriptions = subscriptionList();
  const webhooks = webhookQueue({ now, subscriptions });
  const limit = rateLimit({ limit: perMinute, resetAs, now });
  const faults = faultPlan();
  const calls = [];
  const state = createState({ account, now, emit: webhooks.emit });
  const simulator = {
    ...{ account, state, subscriptions, webhooks, faults, byHand: changesByHand(state) },
    calls: () => [...calls],
    bookings: () => [...state.bookings.values()].map(toBooking),
    reset() {
      const { bookings, reservations } = state;
      for (const kept of [bookings, reservations, subscriptions, webhooks, faults, limit]) {
        (kept.reset ?? kept.clear).call(kept);
      }
      calls.length = 0;
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
