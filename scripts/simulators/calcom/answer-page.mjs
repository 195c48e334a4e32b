import { Temporal } from "temporal-polyfill";

import { findBooking } from "./bookings.mjs";
import { isOfThisMachine } from "./control.mjs";
import { drawPage } from "./page.mjs";
import { Refusal } from "./refusal.mjs";

function readLocal(text, timeZone) {
  try {
    const at = Temporal.PlainDateTime.from(text).toZonedDateTime(timeZone);

    return new Date(at.epochMilliseconds).toISOString();
  } catch {
    throw new Refusal(400, "That is no time.");
  }
}

const buttons = {
  "/page/outage-on": (simulator) => simulator.faults.add({ kind: "status", status: 503, count: 0 }),
  "/page/outage-off": (simulator) => void simulator.faults.clear(),
  "/page/lose": (simulator) => simulator.faults.add({ kind: "lost", method: "POST" }),
  "/page/limit": (simulator) =>
    simulator.faults.add({ kind: "status", status: 429, retryAfter: 20 }),
  "/page/move"(simulator, fields) {
    const { host } = findBooking(simulator.state, fields.get("uid"));
    const start = readLocal(fields.get("at"), host.timeZone);
    simulator.byHand.move(fields.get("uid"), { start });
  },
  "/page/cancel": (simulator, fields) =>
    simulator.byHand.cancel(fields.get("uid"), { reason: "Von Hand abgesagt" }),
};

const toText = (status, text) => ({
  ...{ status, text },
  headers: { "content-type": "text/plain; charset=utf-8" },
});

/** The page for people and its buttons. */
export function answerPage(simulator, { method, path, query, headers, text }) {
  const isEnglish = query.has("lang")
    ? query.get("lang") === "en"
    : /^en/.test(headers["accept-language"] ?? "");
  const lang = isEnglish ? "en" : "de";
  if (path === "/" && method === "GET") {
    const type = { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" };

    return { status: 200, headers: type, text: drawPage(simulator, { lang }) };
  }
  const press = method === "POST" ? buttons[path] : undefined;
  if (press === undefined) return toText(404, "404");
  if (!isOfThisMachine(headers)) return toText(403, "403");
  try {
    press(simulator, new URLSearchParams(text));

    return { status: 303, headers: { location: `/?lang=${lang}` }, body: {} };
  } catch (error) {
    if (error instanceof Refusal) return toText(error.status, error.message);
    throw error;
  }
}
