import "server-only";

import { Cron } from "croner";

import type { LedgerLine } from "@/lib/platform/cron-ledger";

/** How a job stands: `late` when a run that was due has been missed, `failing` when the last one failed. */
export type JobState = "ok" | "running" | "late" | "failing" | "waiting";

type History = {
  schedule: string;
  /** The newest run that was no dry run, and the newest that succeeded. */
  last: LedgerLine | null;
  lastSucceededAt: Date | null;
  /** Since when this installation could have run it. */
  since: Date;
  now: Date;
};

/** The run before the newest scheduled one: by now, at least that one must have succeeded. */
function mustHaveRunSince(schedule: string, now: Date): Date | undefined {
  return new Cron(schedule, { timezone: "UTC", paused: true }).previousRuns(2, now).at(1);
}

/** A job is late from its second missed run on: the newest one may still be on its way. */
export function jobState({ schedule, last, lastSucceededAt, since, now }: History): JobState {
  const expected = mustHaveRunSince(schedule, now);
  const isMissing =
    expected !== undefined &&
    since < expected &&
    (lastSucceededAt === null || lastSucceededAt < expected);

  if (isMissing) return last?.outcome === "failed" ? "failing" : "late";
  if (last === null) return "waiting";
  if (last.outcome === null) return "running";

  return last.outcome === "succeeded" ? "ok" : "failing";
}
