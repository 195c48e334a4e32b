import { createServer } from "node:http";
import process from "node:process";
import { text as readText } from "node:stream/consumers";

import { acceptedMails } from "./accepted-mails.mjs";
import { adminPage } from "./admin-page.mjs";
import { deliveryReports } from "./delivery-reports.mjs";
import { FAULT_KINDS, faultPlan } from "./faults.mjs";
import { resendApi } from "./resend-api.mjs";

// Resend's HTTP API on this machine: what it takes, refuses and reports is what the real one would, and
// nothing leaves. docs/operations.md says how to make it misbehave.
const {
  SIMULATOR_PORT = "8025",
  SIMULATOR_FILE,
  SIMULATOR_RATE = "0",
  SIMULATOR_WEBHOOK_URL,
  SIMULATOR_DELAY_MS = "200",
  RESEND_API_KEY = "re_simulator",
  RESEND_WEBHOOK_SECRET,
} = process.env;

const mails = acceptedMails({ file: SIMULATOR_FILE });
const faults = faultPlan();
const reports = deliveryReports({
  url: SIMULATOR_WEBHOOK_URL,
  secret: RESEND_WEBHOOK_SECRET,
  delayMs: Number(SIMULATOR_DELAY_MS),
});
const api = resendApi({
  ...{ apiKey: RESEND_API_KEY, ratePerSecond: Number(SIMULATOR_RATE) },
  ...{ mails, faults, reports },
});

const summary = () => ({ ...mails.counts(), reports: reports.counts(), faults: faults.list() });

function admin({ method, path, text }) {
  if (path === "/admin/faults" && method === "DELETE") faults.clear();
  else if (path === "/admin/faults" && method === "POST") {
    const fault = JSON.parse(text);
    if (!FAULT_KINDS.includes(fault.kind)) return { status: 422, body: { kinds: FAULT_KINDS } };
    faults.add(fault);
  }
  if (path === "/admin/emails") return { status: 200, body: mails.newest(500) };

  return { status: 200, body: summary() };
}

function front() {
  const counts = mails.counts();
  const html = adminPage({
    ...{ counts, reports: reports.counts(), faults: faults.list(), mails: mails.newest(100) },
  });

  return { status: 200, text: html, headers: { "content-type": "text/html; charset=utf-8" } };
}

function route(request) {
  if (request.path === "/") return front();

  return request.path.startsWith("/admin/") ? admin(request) : api(request);
}

const server = createServer(async (request, response) => {
  const { method, headers, url = "/" } = request;
  const path = new URL(url, "http://localhost").pathname;
  try {
    const answer = await route({ method, headers, path, text: await readText(request) });
    if (answer === null) {
      request.socket.destroy();

      return;
    }
    const type = { "content-type": "application/json" };
    response.writeHead(answer.status, { ...type, ...answer.headers });
    response.end(answer.text ?? JSON.stringify(answer.body));
  } catch {
    response.writeHead(400).end();
  }
});
server.keepAliveTimeout = 60_000;
server.listen(Number(SIMULATOR_PORT), "127.0.0.1", () => {
  process.stdout.write(`Resend, simulated: http://127.0.0.1:${server.address().port}\n`);
});

// Started by another process (the portal, a test), it ends with it.
const parent = process.ppid;
setInterval(() => {
  if (process.ppid !== parent) process.exit(0);
}, 500).unref();
for (const signal of ["SIGINT", "SIGTERM"]) process.once(signal, () => process.exit(0));
