import { createServer, type IncomingHttpHeaders } from "node:http";
import type { AddressInfo } from "node:net";
import { text } from "node:stream/consumers";
import { afterAll, describe, expect, it, vi } from "vitest";

type Request = { headers: IncomingHttpHeaders; path: string; body: Record<string, unknown> };

const received: Request[] = [];
let answer: { status: number; body: object } = { status: 200, body: { id: "re_1" } };

/** Stands where Resend's API does, so that the official client itself is what is tried. */
const provider = createServer((request, response) => {
  void text(request).then((body) => {
    received.push({
      headers: request.headers,
      path: request.url ?? "",
      body: JSON.parse(body) as Record<string, unknown>,
    });
    response.writeHead(answer.status, { "content-type": "application/json" });
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
    const first = await deliverByResend(message, "email-42");
    await deliverByResend(message, "email-42");

    expect(first).toEqual({ outcome: "accepted", providerMessageId: "re_1" });
    const [one, again] = received;
    expect(one).toMatchObject({
      path: "/emails",
      headers: { authorization: "Bearer re_test_key", "idempotency-key": "email-42" },
      body: { from: "Salon <termine@example.org>", to: "anna@example.org", subject: "Ihr Termin" },
    });
    expect(one?.headers["user-agent"]).toMatch(/resend/);
    expect(one?.body["attachments"]).toEqual([
      {
        filename: "termin.ics",
        content: Buffer.from("BEGIN:VCALENDAR").toString("base64"),
        content_type: "text/calendar",
      },
    ]);
    expect(again?.body).toEqual(one?.body);
  });

  it("says what the provider refused", async () => {
    answer = {
      status: 401,
      body: { name: "missing_api_key", message: "Missing API Key", statusCode: 401 },
    };

    await expect(deliverByResend(message, "email-43")).resolves.toEqual({
      outcome: "configuration",
      error: "missing_api_key: Missing API Key",
    });
  });

  it("takes a provider that does not answer for a passing trouble", async () => {
    await new Promise((resolve) => provider.close(resolve));

    await expect(deliverByResend(message, "email-44")).resolves.toMatchObject({
      outcome: "temporary",
    });
  });
});
