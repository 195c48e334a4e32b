import { setTimeout as wait } from "node:timers/promises";

import { errorOf, faultOfAddress } from "./faults.mjs";

const KEY_LENGTH = 256;

const refusal = (statusCode, name, message) => ({
  status: statusCode,
  body: { statusCode, name, message },
});

/** Counts requests in seconds, as Resend's `ratelimit-…` headers tell. No limit when it is 0. */
function rateLimit(perSecond) {
  let second = 0;
  let count = 0;

  return () => {
    if (perSecond === 0) return { headers: {}, isExceeded: false };
    const now = Math.floor(Date.now() / 1000);
    if (now !== second) [second, count] = [now, 0];
    count += 1;
    const headers = {
      "ratelimit-limit": String(perSecond),
      "ratelimit-remaining": String(Math.max(0, perSecond - count)),
      "ratelimit-reset": "1",
    };

    return { headers, isExceeded: count > perSecond };
  };
}

function gatekeeper({ headers }, apiKey) {
  if (!headers["user-agent"]) return { status: 403, text: "error code: 1010" };
  const [, given] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
  if (given === undefined) return refusal(401, "missing_api_key", "Missing API Key");

  return given === apiKey ? undefined : refusal(403, "invalid_api_key", "API key is invalid");
}

async function suffer(fault) {
  if (fault?.kind === "slow") await wait(fault.ms);
  const error = fault === undefined ? undefined : errorOf(fault.kind);
  if (error === undefined) return undefined;
  const isBusy = error.name === "rate_limit_exceeded";
  const seconds = fault.retryAfter ?? (isBusy ? 1 : undefined);
  const headers = seconds === undefined ? {} : { "retry-after": String(seconds) };

  return { ...refusal(error.statusCode, error.name, error.message), headers };
}

/** The mail in a request, or why Resend would not take it. */
function readMail({ headers, text }) {
  const key = headers["idempotency-key"] ?? null;
  if (key !== null && (key === "" || key.length > KEY_LENGTH)) {
    const sentence = "The key must be 1 to 256 characters.";

    return { refused: refusal(400, "invalid_idempotency_key", sentence) };
  }
  try {
    const body = JSON.parse(text);
    const missing = ["from", "to", "subject"].find((name) => !body[name]);
    if (missing === undefined) return { key, body };

    return { refused: refusal(422, "missing_required_field", `Missing \`${missing}\` field.`) };
  } catch {
    return { refused: refusal(422, "validation_error", "The body is no JSON.") };
  }
}

/** Takes mails under idempotency keys: a key stands for one payload and one mail. */
function sendEmail({ mails, faults, reports }) {
  const running = new Set();

  async function take({ key, body }, { text, known }) {
    const fault = faults.next() ?? faultOfAddress([body.to].flat()[0]);
    const refused = await suffer(fault);
    if (refused !== undefined) return refused;
    const mail = known ?? mails.accept(body, { key, text });
    if (known === undefined) void reports.follow(mail);

    return fault?.kind === "lost" && known === undefined
      ? null
      : { status: 200, body: { id: mail.id } };
  }

  return async (request) => {
    const { refused, key, body } = readMail(request);
    if (refused !== undefined) return refused;
    if (key === null) return take({ key, body }, request);
    if (running.has(key)) {
      return refusal(409, "concurrent_idempotent_requests", "The same key is being worked on.");
    }
    const known = mails.find(key);
    if (known !== undefined && known.hash !== mails.hash(request.text)) {
      return refusal(409, "invalid_idempotent_request", "The same key came with another payload.");
    }
    running.add(key);
    try {
      return await take({ key, body }, { ...request, known });
    } finally {
      running.delete(key);
    }
  };
}

/** Resend's answer to a request: `{status, headers, body}`, or null for one that is never answered. */
export function resendApi({ apiKey, ratePerSecond, mails, faults, reports }) {
  const limit = rateLimit(ratePerSecond);
  const send = sendEmail({ mails, faults, reports });

  return async (request) => {
    const refused = gatekeeper(request, apiKey);
    if (refused !== undefined) return refused;
    const { headers, isExceeded } = limit();
    if (isExceeded) {
      const busy = refusal(429, "rate_limit_exceeded", "Too many requests.");

      return { ...busy, headers: { ...headers, "retry-after": "1" } };
    }
    if (request.method === "POST" && request.path === "/emails") {
      const answer = await send(request);

      return answer === null ? null : { ...answer, headers: { ...headers, ...answer.headers } };
    }
    const [, id] = /^\/emails\/([^/]+)$/.exec(request.path) ?? [];
    const mail = id === undefined ? undefined : mails.get(id);
    if (mail === undefined) return refusal(404, "not_found", "Email not found");

    return { status: 200, headers, body: { object: "email", id, last_event: mail.lastEvent } };
  };
}
