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

/** Until a run that takes its time, or a scheduler that is not quite punctual, counts as missing. */
const MOST_GRACE_MS = 15 * 60_000;

/** The newest run that must have succeeded by now: the one before has its interval for it, and 15 minutes at most. */
function mustHaveRunSince(schedule: string, now: Date): Date | undefined {
  const cron = new Cron(schedule, { timezone: "UTC", paused: true });
  const [newest = now, before = newest] = cron.previousRuns(2, now);
  const graceMs = Math.min(newest.getTime() - before.getTime(), MOST_GRACE_MS);

  return cron.previousRuns(1, new Date(now.getTime() - graceMs)).at(0);
}

/** A frequent job is late from its second missed run on, a daily one a quarter of an hour after its first. */
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
