import { randomUUID } from "node:crypto";
import { setTimeout as wait } from "node:timers/promises";
import { Webhook } from "svix";

/** Resend tries at once, after 5 s, 5 min, 30 min …; here the waits are shorter. */
const RETRY_MS = [0, 500, 2000, 5000, 15_000];
const PATIENCE_MS = 5000;

/** What becomes of a mail, by its recipient's name: `bounce@…`, `complain@…`, `delayed@…`, `fail@…`. */
function fateOf(address) {
  const [, name = ""] = /([^<@]+)@/.exec(String(address)) ?? [];
  const fates = {
    bounce: [["bounced", { bounce: { type: "Permanent", subType: "General", message: gone } }]],
    full: [["bounced", { bounce: { type: "Transient", subType: "MailboxFull", message: full } }]],
    complain: [["delivered"], ["complained"]],
    delayed: [["delivery_delayed"], ["delivered"]],
    fail: [["failed", { failed: { reason: "The recipient's server refused the mail." } }]],
    suppressed: [["suppressed", { suppressed: { message: "On the suppression list." } }]],
    silent: [],
  };

  return fates[name] ?? [["delivered"]];
}

const gone = "The recipient's email address does not exist.";
const full = "The recipient's mailbox is full.";

/** Resend's report of an event in a mail's life, as it goes over the wire. */
function reportOf(type, { id, told, at }, extra = {}) {
  return JSON.stringify({
    type: `email.${type}`,
    created_at: new Date().toISOString(),
    data: {
      ...{ email_id: id, created_at: new Date(at).toISOString() },
      ...{ from: told.from, to: [told.to].flat(), subject: told.subject },
      tags: Object.fromEntries(told.tags.map(({ name, value }) => [name, value])),
      ...extra,
    },
  });
}

async function post(url, { id, body, signer }) {
  const at = new Date();
  try {
    const response = await fetch(url, {
      method: "POST",
      body,
      headers: {
        "content-type": "application/json",
        "svix-id": id,
        "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
        "svix-signature": signer.sign(id, at, body),
      },
      signal: AbortSignal.timeout(PATIENCE_MS),
    });
    await response.arrayBuffer();

    return response.ok;
  } catch {
    return false;
  }
}

/** Sends signed reports of what becomes of accepted mails, each until it is taken. */
export function deliveryReports({ url, secret, delayMs = 200 }) {
  const signer = secret === undefined ? undefined : new Webhook(secret);
  const counts = { sent: 0, taken: 0, refused: 0, givenUp: 0 };

  async function deliver(type, mail, extra) {
    mail.lastEvent = type;
    if (url === undefined || signer === undefined) return;
    const message = { id: `msg_${randomUUID()}`, body: reportOf(type, mail, extra), signer };
    counts.sent += 1;
    for (const ms of RETRY_MS) {
      await wait(ms);
      if (await post(url, message)) {
        counts.taken += 1;

        return;
      }
      counts.refused += 1;
    }
    counts.givenUp += 1;
  }

  return {
    counts: () => counts,
    /** Everything that happens to a mail after its acceptance, one after the other. */
    async follow(mail) {
      await wait(delayMs);
      await deliver("sent", mail);
      for (const [type, extra] of fateOf([mail.told.to].flat()[0])) {
        await wait(delayMs);
        await deliver(type, mail, extra);
      }
    },
  };
}
