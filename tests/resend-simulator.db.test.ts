import { createServer } from "node:http";
import type { AddressInfo } from "node:net";
import os from "node:os";
import path from "node:path";
import { Webhook } from "svix";
import { afterAll, beforeAll, describe, expect, it, vi } from "vitest";

import { type Simulator, startSimulator } from "@/tests/support/start-simulator";

const SECRET = `whsec_${Buffer.from("a".repeat(32)).toString("base64")}`;

type Told = { type: string; isGenuine: boolean; status: number };

const told: Told[] = [];
let refusals = 0;
/** Stands where the portal does: refuses a report now and then, to be told again. */
const portal = createServer((request, response) => {
  let body = "";
  request.setEncoding("utf8").on("data", (text: string) => (body += text));
  request.on("end", () => {
    const status = refusals > 0 ? 503 : 200;
    if (refusals > 0) refusals -= 1;
    let isGenuine = true;
    try {
      new Webhook(SECRET).verify(body, request.headers as Record<string, string>);
    } catch {
      isGenuine = false;
    }
    told.push({ type: (JSON.parse(body) as { type: string }).type, isGenuine, status });
    response.writeHead(status).end();
  });
});

const file = path.join(os.tmpdir(), `resend-simulator-${crypto.randomUUID()}.jsonl`);
let simulator: Simulator;
let variables: Record<string, string>;

beforeAll(async () => {
  await new Promise<void>((resolve) => portal.listen(0, "127.0.0.1", resolve));
  const { port } = portal.address() as AddressInfo;
  variables = {
    RESEND_API_KEY: "re_test",
    RESEND_WEBHOOK_SECRET: SECRET,
    SIMULATOR_WEBHOOK_URL: `http://127.0.0.1:${String(port)}/`,
    SIMULATOR_FILE: file,
  };
  simulator = await startSimulator(variables);
});

afterAll(async () => {
  await simulator.stop();
  portal.close();
});

const mail = (to: string, change: object = {}) =>
  JSON.stringify({ from: "a@example.org", to, subject: "Hallo", html: "<p>", ...change });

async function send(body: string, headers: Record<string, string> = {}) {
  const response = await fetch(`${simulator.url}/emails`, {
    method: "POST",
    body,
    headers: { authorization: "Bearer re_test", "user-agent": "test", ...headers },
  });

  return {
    status: response.status,
    headers: response.headers,
    body: (await response.json()) as { id?: string; name?: string },
  };
}

const withKey = (key: string) => ({ "idempotency-key": key });

describe("the simulator of Resend", () => {
  it.each([
    ["no key", { authorization: "" }, 401, "missing_api_key"],
    ["a wrong key", { authorization: "Bearer re_other" }, 403, "invalid_api_key"],
    ["an endless idempotency key", withKey("x".repeat(257)), 400, "invalid_idempotency_key"],
  ])("refuses %s", async (_what, headers, status, name) => {
    expect(await send(mail("anna@example.org"), headers)).toMatchObject({ status, body: { name } });
  });

  it("accepts a mail once under its key, and refuses another payload under it", async () => {
    const first = await send(mail("anna@example.org"), withKey("one"));
    const again = await send(mail("anna@example.org"), withKey("one"));
    const other = await send(mail("ben@example.org"), withKey("one"));

    expect(again.body.id).toBe(first.body.id);
    expect(other).toMatchObject({ status: 409, body: { name: "invalid_idempotent_request" } });
    const known = await fetch(`${simulator.url}/emails/${first.body.id ?? ""}`, {
      headers: { authorization: "Bearer re_test", "user-agent": "test" },
    });
    expect(await known.json()).toMatchObject({ id: first.body.id });
  });

  it("refuses the same key while it is being worked on", async () => {
    await simulator.fault({ kind: "slow", ms: 300 });
    const answers = await Promise.all([
      send(mail("anna@example.org"), withKey("both")),
      send(mail("anna@example.org"), withKey("both")),
    ]);

    expect(answers.map(({ status }) => status).sort()).toEqual([200, 409]);
  });

  it.each([
    ["rate-limit", 429, "rate_limit_exceeded"],
    ["quota", 429, "daily_quota_exceeded"],
    ["wrong-key", 401, "invalid_api_key"],
    ["unavailable", 503, "application_error"],
    ["invalid", 422, "validation_error"],
  ])("goes wrong when told to: %s", async (kind, status, name) => {
    await simulator.fault({ kind });

    expect(await send(mail("anna@example.org"))).toMatchObject({ status, body: { name } });
    expect(await send(mail("anna@example.org"))).toMatchObject({ status: 200 });
  });

  it("can lose its answer after accepting: the same key again is the same mail", async () => {
    const { accepted } = await simulator.summary();
    await expect(send(mail("lost@example.org"), withKey("lost"))).rejects.toThrow();
    await expect(send(mail("lost@example.org"), withKey("lost"))).resolves.toMatchObject({
      status: 200,
    });

    expect((await simulator.summary()).accepted).toBe(accepted + 1);
  });

  it("counts a mail that is accepted twice: nobody else would", async () => {
    const tags = { tags: [{ name: "mail", value: "m1" }] };
    const { acceptedTwice } = await simulator.summary();
    await send(mail("anna@example.org", tags), withKey("first"));
    await send(mail("anna@example.org", tags), withKey("second"));

    expect((await simulator.summary()).acceptedTwice).toBe(acceptedTwice + 1);
  });

  it("reports what becomes of a mail, signed, and again until it is taken", async () => {
    told.length = 0;
    refusals = 1;
    await send(mail("bounce@example.org"));
    await vi.waitFor(() => {
      const taken = told.filter(({ status }) => status === 200).map(({ type }) => type);
      expect(taken).toContain("email.bounced");
    }, 10_000);

    expect(told.every(({ isGenuine }) => isGenuine)).toBe(true);
    expect(told.some(({ status }) => status === 503)).toBe(true);
  });

  it("knows its keys when it comes back from being killed", async () => {
    const before = await send(mail("anna@example.org"), withKey("kept"));
    simulator.child.kill("SIGKILL");
    simulator = await startSimulator(variables);
    const after = await send(mail("anna@example.org"), withKey("kept"));

    expect(after.body.id).toBe(before.body.id);
  });

  it("keeps to a rate when it is given one, and says so in its answers", async () => {
    const slow = await startSimulator({ SIMULATOR_RATE: "2", RESEND_API_KEY: "re_test" });
    const answers = await Promise.all(
      Array.from({ length: 5 }, () =>
        fetch(`${slow.url}/emails`, {
          method: "POST",
          body: mail("anna@example.org"),
          headers: { authorization: "Bearer re_test", "user-agent": "test" },
        }),
      ),
    );
    await slow.stop();

    expect(answers.filter(({ status }) => status === 429).length).toBeGreaterThan(0);
    expect(answers[0]!.headers.get("ratelimit-limit")).toBe("2");
  });
});
