import { expect, it, vi } from "vitest";

import { accessRoute } from "@/lib/web/access-route";
import { appointmentsRoute } from "@/lib/web/appointments-route";
import { stored } from "@/tests/support/salon";

// A request of Next's, which there is none of here: a stranger's.
vi.mock("next/headers", () => ({
  headers: () => Promise.resolve(new Headers()),
  cookies: () => Promise.resolve({ get: () => undefined }),
}));

const routes = { appointments: appointmentsRoute, access: accessRoute };
const from = (site: string | null) =>
  new Request("http://localhost:3000/x", {
    headers: site === null ? {} : { "sec-fetch-site": site },
  });

it.each(["appointments", "access"] as const)(
  "the file of %s is not made for a link on another site",
  async (name) => {
    const answer = await routes[name](from("cross-site"), "salon");

    expect(answer.status).toBe(403);
    expect(await stored("select from activity_log where event like '%exported'")).toEqual([]);
  },
);

it.each(["same-origin", "none", null])(
  "a download that was asked for here (%s) goes on to the sign-in",
  async (site) => {
    for (const route of Object.values(routes)) {
      await expect(route(from(site), "salon")).rejects.toThrow("NEXT_REDIRECT");
    }
  },
);
