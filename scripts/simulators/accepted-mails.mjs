import { createHash, randomUUID } from "node:crypto";
import { appendFileSync, existsSync, readFileSync } from "node:fs";

const KEPT_BODIES = 500;

const hash = (text) => createHash("sha256").update(text).digest("base64url");

/** Names the mail that a request is about: our tags if it has them, what it says otherwise. */
function subjectOf(body, text) {
  const mail = body.tags?.find(({ name }) => name === "mail")?.value;

  return mail ?? hash(text);
}

/**
 * What the provider has accepted. With a file it survives being killed: each acceptance is written down
 * before it is answered. `forgetAfterMs` is how long keys are known (Resend: 24 hours).
 */
export function acceptedMails({ file, forgetAfterMs = 24 * 3_600_000 } = {}) {
  const byKey = new Map();
  const byId = new Map();
  const timesBySubject = new Map();
  let duplicates = 0;

  function remember(entry) {
    if (entry.key !== null) byKey.set(entry.key, entry);
    byId.set(entry.id, entry);
    const times = (timesBySubject.get(entry.subject) ?? 0) + 1;
    timesBySubject.set(entry.subject, times);
    if (times > 1) duplicates += 1;
  }

  if (file !== undefined && existsSync(file)) {
    for (const line of readFileSync(file, "utf8").split("\n")) {
      // The last line is torn when the process was killed while writing: it was never answered.
      if (line.endsWith("}")) remember(JSON.parse(line));
    }
  }

  return {
    /** What an idempotency key stands for, as long as it is known. */
    find(key) {
      const entry = byKey.get(key);

      return entry !== undefined && Date.now() - entry.at < forgetAfterMs ? entry : undefined;
    },
    hash,
    accept(body, { key, text }) {
      const id = randomUUID();
      const entry = { id, key, hash: hash(text), subject: subjectOf(body, text), at: Date.now() };
      const told = { to: body.to, from: body.from, subject: body.subject, tags: body.tags ?? [] };
      if (file !== undefined) appendFileSync(file, `${JSON.stringify({ ...entry, told })}\n`);
      const recent = { ...entry, told, body, lastEvent: "queued" };
      remember(recent);
      // Thousands of bodies would fill the memory, and nobody reads the old ones.
      const old = byId.size > KEPT_BODIES ? [...byId.values()][byId.size - KEPT_BODIES] : undefined;
      if (old !== undefined) delete old.body;

      return recent;
    },
    get: (id) => byId.get(id),
    newest: (count) => [...byId.values()].slice(-count).reverse(),
    counts: () => ({ accepted: byId.size, mails: timesBySubject.size, acceptedTwice: duplicates }),
  };
}
