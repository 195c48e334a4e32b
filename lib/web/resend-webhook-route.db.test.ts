import { Webhook } from "svix";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { owner } from "@/tests/support/database";
import { createSalon, stored } from "@/tests/support/salon";

const SECRET = `whsec_${Buffer.from("a".repeat(32)).toString("base64")}`;
const PREVIOUS = `whsec_${Buffer.from("b".repeat(32)).toString("base64")}`;
const STRANGER = `whsec_${Buffer.from("c".repeat(32)).toString("base64")}`;
vi.stubEnv("RESEND_WEBHOOK_SECRET", SECRET);
vi.stubEnv("RESEND_WEBHOOK_SECRET_PREVIOUS", PREVIOUS);

const { resendWebhookRoute } = await import("@/lib/web/resend-webhook-route");

type Sent = { secret?: string; at?: Date; id?: string; prefix?: string; tamper?: string };

function request(body: string, { secret = SECRET, at = new Date(), ...rest }: Sent = {}): Request {
  const { id = crypto.randomUUID(), prefix = "svix", tamper = body } = rest;

  return new Request("http://localhost/api/webhooks/resend", {
    method: "POST",
    body: tamper,
    headers: {
      [`${prefix}-id`]: id,
      [`${prefix}-timestamp`]: String(Math.floor(at.getTime() / 1000)),
      [`${prefix}-signature`]: new Webhook(secret).sign(id, at, body),
    },
  });
}

async function post(sent: Request): Promise<[number, Record<string, string>]> {
  const response = await resendWebhookRoute(sent);

  return [response.status, (await response.json()) as Record<string, string>];
}

const OPENED = JSON.stringify({
  type: "email.opened",
  created_at: "2026-11-23T10:00:00Z",
  data: {},
});
const MINUTE_MS = 60_000;
const known = () => stored("select type, outcome from mail_webhook_events");

beforeEach(async () => {
  await owner.query("delete from mail_webhook_events");
});

describe("a message with a valid signature", () => {
  it.each([
    ["under the provider's header names", {}],
    ["under the standard's header names", { prefix: "webhook" }],
    ["by the secret that is being exchanged", { secret: PREVIOUS }],
    ["four minutes old", { at: new Date(Date.now() - 4 * MINUTE_MS) }],
  ])("is taken: %s", async (_how, sent) => {
    await expect(post(request(OPENED, sent))).resolves.toEqual([200, { outcome: "ignored" }]);

    expect(await known()).toEqual([{ type: "email.opened", outcome: "ignored" }]);
  });

  it("is taken once", async () => {
    await post(request(OPENED, { id: "msg_1" }));

    await expect(post(request(OPENED, { id: "msg_1" }))).resolves.toEqual([
      200,
      { outcome: "duplicate" },
    ]);
  });

  it.each([
    ["null", "null"],
    ["a number", "7"],
    ["a list", "[]"],
    ["no type", "{}"],
    ["an endless type", JSON.stringify({ type: "x".repeat(5000) })],
    ["what PostgreSQL cannot store", String.raw`{"type": "email.\u0000\ud800"}`],
    [
      "tags of somebody else",
      JSON.stringify({
        type: "email.bounced",
        data: { email_id: "re_1", tags: { campaign: "x" } },
      }),
    ],
  ])("is answered with 200 whatever it holds: %s", async (_what, body) => {
    await expect(post(request(body))).resolves.toEqual([200, { outcome: "ignored" }]);
  });

  it.each(["object", "list"])("finds the company and the mail by its tags, as %s", async (form) => {
    const { companyId } = await createSalon();
    const tags = {
      company: companyId.toUpperCase(),
      queue: "invitation-emails",
      mail: crypto.randomUUID(),
    };
    const list = Object.entries(tags).map(([name, value]) => ({ name, value }));
    const data = { email_id: "re_1", tags: form === "list" ? list : tags };
    const body = JSON.stringify({ type: "email.bounced", created_at: "never", data });

    await expect(post(request(body))).resolves.toEqual([200, { outcome: "unknown-mail" }]);
  });

  it("is refused when it is no JSON", async () => {
    await expect(post(request("{"))).resolves.toEqual([400, { code: "invalid-json" }]);
    expect(await known()).toEqual([]);
  });
});

describe("anything else is refused, and nothing is written", () => {
  it.each([
    ["signed by a stranger", request(OPENED, { secret: STRANGER }), 401],
    ["changed on its way", request(OPENED, { tamper: OPENED.replace("opened", "bounced") }), 401],
    ["too old", request(OPENED, { at: new Date(Date.now() - 6 * MINUTE_MS) }), 401],
    ["from the future", request(OPENED, { at: new Date(Date.now() + 6 * MINUTE_MS) }), 401],
    ["too large", request("x".repeat(300_000)), 413],
    ["with an endless id", request(OPENED, { id: "x".repeat(201) }), 400],
    ["unsigned", new Request("http://localhost/", { method: "POST", body: OPENED }), 400],
  ])("%s", async (_what, sent, status) => {
    const [answered] = await post(sent);

    expect(answered).toBe(status);
    expect(await known()).toEqual([]);
  });

  it("replayed under another id or a later time", async () => {
    const genuine = request(OPENED, { id: "msg_1" });
    for (const [name, value] of [
      ["svix-id", "msg_2"],
      ["svix-timestamp", String(Math.floor(Date.now() / 1000) + 60)],
    ] as const) {
      const headers = new Headers(genuine.headers);
      headers.set(name, value);
      const replayed = new Request(genuine.url, { method: "POST", body: OPENED, headers });

      await expect(post(replayed)).resolves.toEqual([401, { code: "invalid-signature" }]);
    }
    expect(await known()).toEqual([]);
  });
});
