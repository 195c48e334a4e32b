import { beforeEach, describe, expect, it } from "vitest";

import { cronRoute } from "@/lib/web/cron-route";
import { owner } from "@/tests/support/database";
import { stored } from "@/tests/support/salon";

beforeEach(async () => {
  await owner.query("delete from cron_runs");
});

async function call(name: string, { query = "", secret = process.env["CRON_SECRET"] ?? "" } = {}) {
  const response = await cronRoute(
    new Request(`http://localhost:3000/api/cron/${name}${query}`, {
      headers: { authorization: `Bearer ${secret}` },
    }),
    name,
  );

  return { status: response.status, body: (await response.json()) as unknown };
}
const runs = () => stored("select job, is_dry_run as dry from cron_runs");

describe("whoever asks for a dry run", () => {
  it("gets one of a job that has it", async () => {
    expect(await call("send-reminders", { query: "?dryRun=1" })).toMatchObject({
      status: 200,
      body: { status: "succeeded", isDryRun: true, counts: { queued: 0 } },
    });
    expect(await runs()).toEqual([{ job: "send-reminders", dry: true }]);
  });

  it("sets nothing off where a job has none", async () => {
    expect(await call("process-appointment-emails", { query: "?dryRun=1" })).toEqual({
      status: 400,
      body: { code: "no-dry-run", job: "process-appointment-emails" },
    });
    expect(await runs()).toEqual([]);
  });

  it("sets nothing off with another secret, and learns of no job", async () => {
    for (const name of ["send-reminders", "nothing"]) {
      expect(await call(name, { secret: "another" })).toMatchObject({ status: 401 });
    }
    expect(await runs()).toEqual([]);
  });
});
