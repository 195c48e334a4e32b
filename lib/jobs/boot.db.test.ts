import { beforeEach, describe, expect, it, type MockInstance, vi } from "vitest";

import { boot } from "@/lib/jobs/boot";
import { log } from "@/lib/platform/log";
import { readDecided } from "@/lib/platform/zone-data";

vi.mock("@/lib/platform/zone-data", { spy: true });

let warn: MockInstance;

beforeEach(() => {
  warn = vi.spyOn(log(), "warn");
});

const CAIRO = { zone: "Africa/Cairo", at: new Date("2027-07-15T12:00:00Z") };

describe("a server that starts", () => {
  it("warns of nothing while it and its database know what has been decided about clocks", async () => {
    await boot();

    expect(readDecided).toHaveBeenCalledOnce();
    expect(warn).not.toHaveBeenCalled();
  });

  it.each([
    ["its own data", { server: 120, database: 180 }],
    ["its database's data", { server: 180, database: 120 }],
    ["both", { server: 120, database: 120 }],
  ])("warns once where %s are out of date, and runs on", async (_whose, known) => {
    const berlin = { zone: "Europe/Berlin", at: new Date("2027-03-28T01:00:00Z") };
    vi.mocked(readDecided).mockResolvedValueOnce([
      { ...berlin, server: 120, database: 120 },
      { ...CAIRO, ...known },
    ]);
    await boot();

    expect(warn.mock.calls).toEqual([
      [{ zones: [{ ...CAIRO, ...known }] }, "time-zone data out of date"],
    ]);
  });

  it("warns, and runs on, where the database has never heard of a zone", async () => {
    const error = new Error("time zone not recognized");
    vi.mocked(readDecided).mockRejectedValueOnce(error);
    await boot();

    expect(warn.mock.calls).toEqual([[{ err: error }, "time-zone data could not be checked"]]);
  });
});
