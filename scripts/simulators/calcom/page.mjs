import { Temporal } from "temporal-polyfill";

import { WORDS } from "./page-words.mjs";

const SHOWN = 25;
const LATEST = 12;

const escape = (text) =>
  String(text)
    .replaceAll("&", "&amp;")
    .replaceAll("<", "&lt;")
    .replaceAll(">", "&gt;")
    .replaceAll('"', "&quot;");

const STYLE = `
:root{color-scheme:light dark;--line:#8884;--accent:#6b3a6e}
body{font:16px/1.5 system-ui,sans-serif;margin:0 auto;max-width:64rem;padding:1.5rem 1rem}
header{display:flex;justify-content:space-between;align-items:baseline;gap:1rem}
h1{font-size:1.5rem;margin:0}h2{font-size:1.125rem;margin:2rem 0 .5rem}
form{display:inline-flex;vertical-align:bottom;flex-wrap:wrap;gap:.5rem;align-items:end;margin:0 .25rem .25rem 0}
button,input{font:inherit;min-height:2.75rem;padding:0 .75rem;border-radius:.5rem;border:1px solid #888}
button{cursor:pointer;background:Canvas;color:CanvasText}
button.main{background:var(--accent);border-color:var(--accent);color:#fff}
a{color:inherit}label{display:grid;font-size:.875rem}
.state{font-weight:600;border:1px solid var(--line);border-radius:.5rem;padding:.75rem 1rem}
li{padding:.75rem 0;border-top:1px solid var(--line);list-style:none}ul{padding:0;margin:0}
.facts{margin:0 0 .5rem;overflow-wrap:anywhere}code{font-size:.875rem;overflow-wrap:anywhere}`;

const isOutage = ({ kind, status, left }) =>
  kind === "status" && status === 503 && left === "Infinity";

const button = ({ path, lang, label, fields = {}, isMain = false }) =>
  `<form method="post" action="/page/${path}?lang=${lang}">${Object.entries(fields)
    .map(([name, value]) => `<input type="hidden" name="${name}" value="${escape(value)}">`)
    .join("")}<button${isMain ? ' class="main"' : ""}>${label}</button></form>`;

const localStart = ({ start, host }) =>
  Temporal.Instant.fromEpochMilliseconds(start.getTime())
    .toZonedDateTimeISO(host.timeZone)
    .toPlainDateTime()
    .toString({ smallestUnit: "minute" });

function bookingItem(booking, { words, lang }) {
  const { uid, start, host, eventType, attendees } = booking;
  const format = { dateStyle: "full", timeStyle: "short", timeZone: host.timeZone };
  const when = new Intl.DateTimeFormat(words.locale, format).format(start);
  const about = `${when}: ${attendees[0].name}, ${eventType.title}`;

  return `<li><p class="facts"><b>${escape(when)}</b><br>${escape(attendees[0].name)}, ${escape(eventType.title)}</p>
<form method="post" action="/page/move?lang=${lang}"><input type="hidden" name="uid" value="${escape(uid)}">
<label>${words.newTime}<input type="datetime-local" name="at" required value="${localStart(booking)}" aria-label="${escape(`${words.newTime}: ${about}`)}"></label>
<button aria-label="${escape(`${words.move}: ${about}`)}">${words.move}</button></form>
<form method="post" action="/page/cancel?lang=${lang}"><input type="hidden" name="uid" value="${escape(uid)}"><button aria-label="${escape(`${words.cancel}: ${about}`)}">${words.cancel}</button></form></li>`;
}

const list = (items, empty) =>
  items.length === 0 ? `<p>${empty}</p>` : `<ul>${items.join("")}</ul>`;

function faultPanel(simulator, { words, lang }) {
  const faults = simulator.faults.list();
  const isDown = faults.some(isOutage);
  const outage = isDown
    ? button({ path: "outage-off", lang, label: words.outageOff, isMain: true })
    : button({ path: "outage-on", lang, label: words.outageOn, isMain: true });
  const planned = faults
    .filter((fault) => !isOutage(fault))
    .map(({ kind, status }) => (kind === "status" ? status : kind));
  const note = planned.length === 0 ? "" : `<p>${words.faults}: ${escape(planned.join(", "))}</p>`;

  return `<p class="state" role="status">${isDown ? words.down : words.up}</p>${note}${outage}
${button({ path: "lose", lang, label: words.lose })}${button({ path: "limit", lang, label: words.limit })}`;
}

/** The simulator's page for people: what it knows, and buttons for what can go wrong. */
export function drawPage(simulator, { lang }) {
  const words = WORDS[lang];
  const other = lang === "de" ? "en" : "de";
  const { state } = simulator;
  const coming = [...state.bookings.values()]
    .filter(({ status, end }) => ["accepted", "pending"].includes(status) && end > state.now())
    .sort((one, next) => one.start - next.start)
    .slice(0, SHOWN);
  const calls = simulator.calls().slice(-LATEST).reverse();
  const told = simulator.webhooks.told().slice(-LATEST).reverse();
  const line = (text) => `<li><code>${escape(text)}</code></li>`;

  return `<!doctype html><html lang="${lang}"><head><meta charset="utf-8"><meta name="viewport" content="width=device-width">
<title>${words.title}</title><style>${STYLE}</style></head><body><header><h1>${words.title}</h1>
<a href="/?lang=${other}" hreflang="${other}" lang="${other}">${words.language}</a></header>
<main><p>${words.intro}</p>${faultPanel(simulator, { words, lang })}
<h2>${words.bookings}</h2>${coming.length > 0 ? `<p>${words.byHand}</p>` : ""}
${list(
  coming.map((booking) => bookingItem(booking, { words, lang })),
  words.noBookings,
)}
<h2>${words.calls}</h2>${list(
    calls.map(({ method, path }) => line(`${method} ${path}`)),
    words.nothing,
  )}
<h2>${words.told}</h2>${list(
    told.map(({ trigger, status }) => line(`${trigger}: ${status || words.unanswered}`)),
    words.nothing,
  )}</main></body></html>`;
}
