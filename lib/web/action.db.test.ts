import { redirect } from "next/navigation";
import { beforeEach, describe, expect, it, vi } from "vitest";

import { NotAllowed } from "@/lib/tenancy/errors";
import { envelope } from "@/lib/web/action";

const sent = vi.hoisted(() => ({ headers: new Headers(), cookies: new Map<string, string>() }));
// A request of Next's, which there is none of here.
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(sent.headers),
  cookies: () =>
    Promise.resolve({ get: (name: string) => ({ name, value: sent.cookies.get(name) }) }),
}));

beforeEach(() => {
  sent.headers = new Headers({ "x-request-id": "req-7", "accept-language": "en-GB" });
  sent.cookies = new Map();
});

function form(fields: Record<string, string | File>): FormData {
  const data = new FormData();
  for (const [name, value] of Object.entries(fields)) data.set(name, value);

  return data;
}
const refuse = () => Promise.reject(new NotAllowed());

describe("what an action answers", () => {
  it("is what the service answered", async () => {
    const answer = envelope(form({ name: "Anna" }), ({ name }) => Promise.resolve(`für ${name!}`));

    await expect(answer).resolves.toEqual({ ok: true, data: "für Anna" });
  });

  it("shows again what was typed, and never a password", async () => {
    const typed = {
      ...{ email: "anna@example.org", name: "Anna" },
      ...{ password: "p1-geheim", newPassword: "p2-geheim", "old-PASSWORD": "p3-geheim" },
    };
    const answer = await envelope(form(typed), refuse);

    expect(answer).toMatchObject({
      ok: false,
      values: { email: "anna@example.org", name: "Anna" },
    });
    expect(JSON.stringify(answer)).not.toContain("geheim");
  });

  it("leaves out React's own fields and files, for the service and for the page", async () => {
    const seen: Record<string, string>[] = [];
    const fields = { $ACTION_ID_1: "x", note: "y", file: new File(["z"], "z.txt") };
    const answer = await envelope(form(fields), (values) => {
      seen.push(values);

      return refuse();
    });

    expect(seen).toEqual([{ note: "y" }]);
    expect(answer).toMatchObject({ values: { note: "y" } });
  });

  it("is a problem in the reader's language, with the request's number", async () => {
    await expect(envelope(form({}), refuse)).resolves.toMatchObject({
      problem: { code: "not-allowed", status: 403, title: "Not allowed", requestId: "req-7" },
    });
    sent.cookies.set("locale", "de");
    await expect(envelope(form({}), refuse)).resolves.toMatchObject({
      problem: { title: "Nicht erlaubt" },
    });
  });

  it("tells nothing about a bug", async () => {
    const answer = await envelope(form({}), () => Promise.reject(new Error("geheim")));

    expect(answer).toMatchObject({ problem: { status: 500, code: "internal-error" } });
    expect(JSON.stringify(answer)).not.toContain("geheim");
  });

  it("lets a redirect through", async () => {
    const leaving = envelope(form({}), () => redirect("/danke"));

    await expect(leaving).rejects.toThrow("NEXT_REDIRECT");
  });
});
