import { describe, expect, it } from "vitest";

import { jobState } from "@/lib/jobs/job-health";
import type { LedgerLine } from "@/lib/platform/cron-ledger";

const NOW = new Date("2027-03-01T12:02:00Z");
const LONG_AGO = new Date("2027-01-01T00:00:00Z");

const line = (startedAt: string, outcome: LedgerLine["outcome"] = "succeeded"): LedgerLine => ({
  id: "run",
  job: "job",
  isDryRun: false,
  startedAt,
  finishedAt: outcome === null ? null : startedAt,
  outcome,
  counts: {},
  error: null,
});

const stateOf = (
  schedule: string,
  {
    last = null,
    succeeded = null,
    since = LONG_AGO,
    now = NOW,
  }: {
    last?: LedgerLine | null;
    succeeded?: string | null;
    since?: Date;
    now?: Date;
  } = {},
) =>
  jobState({
    schedule,
    last,
    lastSucceededAt: succeeded === null ? null : new Date(succeeded),
    since,
    now,
  });

describe("a job", () => {
  it("is in order while its last run but one was not missed", () => {
    const last = line("2027-03-01T11:55:00Z");

    expect(stateOf("*/5 * * * *", { last, succeeded: last.startedAt })).toBe("ok");
  });

  it("is late from its second missed run on", () => {
    const last = line("2027-03-01T11:54:59Z");

    expect(stateOf("*/5 * * * *", { last, succeeded: last.startedAt })).toBe("late");
    expect(stateOf("*/5 * * * *")).toBe("late");
  });

  it("that runs once a day is late a quarter of an hour after the run that it missed", () => {
    const yesterday = line("2027-02-28T03:00:00Z");
    const at = (now: string) =>
      stateOf("0 3 * * *", {
        last: yesterday,
        succeeded: yesterday.startedAt,
        now: new Date(now),
      });

    expect(at("2027-03-01T02:59:00Z")).toBe("ok");
    expect(at("2027-03-01T03:14:59Z")).toBe("ok");
    expect(at("2027-03-01T03:15:01Z")).toBe("late");
    expect(at("2027-03-02T02:59:00Z")).toBe("late");
  });

  it("is not late in an installation that is younger than the run", () => {
    expect(stateOf("0 3 * * *", { since: new Date("2027-03-01T03:00:01Z") })).toBe("waiting");
    expect(stateOf("0 3 * * *", { since: new Date("2027-03-01T02:59:59Z") })).toBe("late");
  });

  it("is failing when its last run failed, however recent", () => {
    const last = line("2027-03-01T12:00:00Z", "failed");

    expect(stateOf("*/5 * * * *", { last, succeeded: "2027-03-01T11:55:00Z" })).toBe("failing");
    expect(stateOf("*/5 * * * *", { last, succeeded: "2027-03-01T11:00:00Z" })).toBe("failing");
  });

  it("is running while a run is open, and late when that has been so for too long", () => {
    const last = line("2027-03-01T12:00:00Z", null);

    expect(stateOf("*/5 * * * *", { last, succeeded: "2027-03-01T11:55:00Z" })).toBe("running");
    expect(stateOf("*/5 * * * *", { last, succeeded: "2027-03-01T11:00:00Z" })).toBe("late");
  });
});
