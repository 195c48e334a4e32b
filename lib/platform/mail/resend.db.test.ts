import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it, vi } from "vitest";

type Request = { headers: IncomingHttpHeaders; path: string; body: Record<string, unknown> };

const received: Request[] = [];
let answer: { status: number; body: object; headers?: Record<string, string> } = {
  status: 200,
  body: { id: "re_1" },
};

/** Stands where Resend's API does, so that the official client itself is what is tried. */
const provider = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({
      headers: request.headers,
      path: request.url ?? "",
      body: JSON.parse(body) as Record<string, unknown>,
    });
    response.writeHead(answer.status, { "content-type": "application/json", ...answer.headers });
    response.end(JSON.stringify(answer.body));
  });
});
await new Promise<void>((resolve) => {
  provider.listen(0, "127.0.0.1", resolve);
});
const { port } = provider.address() as AddressInfo;
vi.stubEnv("RESEND_API_KEY", "re_test_key");
vi.stubEnv("RESEND_BASE_URL", `http://127.0.0.1:${String(port)}`);
vi.stubEnv("MAIL_FROM", "Salon <termine@example.org>");

const { mailTransport } = await import("@/lib/platform/mail/transport");
const { deliverByResend } = await import("@/lib/platform/mail/resend");

afterAll(() => {
  provider.close();
});

const TAGS = { company: "c1", queue: "invitation-emails", mail: "m1" };
const message = {
  to: "anna@example.org",
  subject: "Ihr Termin",
  html: "<p>Hallo</p>",
  text: "Hallo",
  attachments: [
    { filename: "termin.ics", contentType: "text/calendar", content: "BEGIN:VCALENDAR" },
  ],
};

describe("with a key for Resend", () => {
  it("mails go through the official client and no longer to the mailbox", () => {
    expect(mailTransport()).toBe(deliverByResend);
  });

  it("hands a mail over with its key, so that handing it over again is one mail", async () => {
    const first = await deliverByResend(message, "email-42", TAGS);
    await deliverByResend(message, "email-42", TAGS);

    expect(first).toEqual({ outcome: "accepted", providerMessageId: "re_1" });
    const [one, again] = received;
    expect(one).toMatchObject({
      path: "/emails",
      headers: { authorization: "Bearer re_test_key", "idempotency-key": "email-42" },
      body: { from: "Salon <termine@example.org>", to: "anna@example.org", subject: "Ihr Termin" },
    });
    expect(one?.headers["user-agent"]).toMatch(/resend/);
    expect(one?.body["tags"]).toEqual([
      { name: "company", value: "c1" },
      { name: "queue", value: "invitation-emails" },
      { name: "mail", value: "m1" },
    ]);
    expect(one?.body["attachments"]).toEqual([
      {
        filename: "termin.ics",
        content: Buffer.from("BEGIN:VCALENDAR").toString("base64"),
        content_type: "text/calendar",
      },
    ]);
    expect(again?.body).toEqual(one?.body);
  });

  it("names who reads an answer, where somebody does", async () => {
    await deliverByResend({ ...message, replyTo: "mitte@example.org" }, "email-44", TAGS);
    expect(received.at(-1)?.body["reply_to"]).toBe("mitte@example.org");

    await deliverByResend(message, "email-47", TAGS);
    expect(received.at(-1)?.body).not.toHaveProperty("reply_to");
  });

  it("says what the provider refused", async () => {
    answer = {
      status: 401,
      body: { name: "missing_api_key", message: "Missing API Key", statusCode: 401 },
    };

    await expect(deliverByResend(message, "email-43", TAGS)).resolves.toEqual({
      outcome: "configuration",
      error: "missing_api_key: Missing API Key",
    });
  });

  it("sends from the address that was frozen with the mail", async () => {
    answer = { status: 200, body: { id: "re_2" }, headers: { "ratelimit-remaining": "0" } };
    const from = "Salon früher <alt@example.org>";
    await deliverByResend({ ...message, from }, "email-45", TAGS);

    expect(received.at(-1)?.body["from"]).toBe(from);
  });

  it("reads from the answer how long to wait", async () => {
    const rest = { "ratelimit-remaining": "0", "ratelimit-reset": "1" };
    answer = { status: 200, body: { id: "re_3" }, headers: rest };
    await expect(deliverByResend(message, "email-46", TAGS)).resolves.toHaveProperty(
      "restSeconds",
      1,
    );

    const body = { name: "rate_limit_exceeded", message: "Too fast", statusCode: 429 };
    answer = { status: 429, body, headers: { "retry-after": "4" } };
    await expect(deliverByResend(message, "email-47", TAGS)).resolves.toEqual({
      outcome: "busy",
      error: "rate_limit_exceeded: Too fast",
      retryAfterSeconds: 4,
    });
  });

  it("takes a provider that does not answer for a passing trouble", async () => {
    await new Promise((resolve) => provider.close(resolve));

    await expect(deliverByResend(message, "email-44", TAGS)).resolves.toMatchObject({
      outcome: "temporary",
    });
  });
});
