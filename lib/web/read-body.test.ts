import { NextRequest } from "next/server";
import { readFileSync } from "node:fs";
import { expect, it } from "vitest";

import { IMPORT_MAX_BYTES } from "@/lib/imports/schema";
import { authRoute } from "@/lib/web/auth-route";
import { localeRoute } from "@/lib/web/locale-route";
import { FORM_MAX_BYTES } from "@/lib/web/read-body";

/** A body without a length in front, to see who reads how much of it. */
function flood(url: string): { request: NextRequest; taken: () => number } {
  let taken = 0;
  const body = new ReadableStream<Uint8Array>({
    pull: (controller) => {
      taken += 1024;
      controller.enqueue(new TextEncoder().encode("x".repeat(1024)));
      if (taken >= 1024 * 1024) controller.close();
    },
  });
  const headers = { "content-type": "application/x-www-form-urlencoded" };
  const init = { method: "POST", headers, body, duplex: "half" as const };

  return { request: new NextRequest(url, init), taken: () => taken };
}

it.each([
  ["the choice of a language", "/api/locale", (request: NextRequest) => localeRoute(request)],
  [
    "next-auth's endpoint",
    "/api/auth/callback/credentials",
    (request: NextRequest) =>
      authRoute(request, { params: Promise.resolve({ nextauth: ["callback", "credentials"] }) }),
  ],
])("%s reads no more than a form of a stranger", async (_what, path, route) => {
  const { request, taken } = flood(`http://localhost:3000${path}`);
  const answer = await route(request);

  expect(answer.status).toBe(413);
  expect(taken()).toBeLessThan(FORM_MAX_BYTES + 8 * 1024);
});

it("no request is kept beyond the largest form, and that one is not cut off", () => {
  const config = readFileSync("next.config.mjs", "utf8");
  const bytes = (name: string) =>
    Number(new RegExp(`${name}: "(\\d+)kb"`).exec(config)?.[1]) * 1024;
  const form = bytes("bodySizeLimit");

  expect(form).toBeGreaterThan(IMPORT_MAX_BYTES);
  // What exceeds it is cut before the piece that does, and pieces have 64 KB.
  expect(bytes("proxyClientMaxBodySize")).toBeGreaterThan(form + 64 * 1024);
  expect(bytes("proxyClientMaxBodySize")).toBeLessThan(form + 256 * 1024);
});
