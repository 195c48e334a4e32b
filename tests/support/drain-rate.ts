/** How many had been done at a moment, both from the same clock, in ms. */
export type Sample = { at: number; done: number };

/** What counts as the full rate: a share of that before, over a second. */
const FULL = 0.9;
const WINDOW_MS = 1000;

/** Done per second between two moments; the samples need not fall on them. */
function rate(samples: Sample[], from: number, to: number): number {
  return ((doneAt(samples, to) - doneAt(samples, from)) / (to - from)) * 1000;
}

function doneAt(samples: Sample[], moment: number): number {
  const next = samples.findIndex(({ at }) => at >= moment);
  const [before, after] = [samples[next - 1], samples[next]];
  if (after === undefined) throw new Error("nobody looked that late");
  if (before === undefined || after.at === moment) return after.done;

  return before.done + ((after.done - before.done) * (moment - before.at)) / (after.at - before.at);
}

/**
 * How long after `hitAt` the first whole second began in which as much was done as before, or nearly: nine
 * tenths of the rate over `beforeMs` up to the hit. In ms; nothing when no such second has been seen yet.
 */
export function fullRateAfter(
  samples: Sample[],
  { hitAt, beforeMs }: { hitAt: number; beforeMs: number },
): number | undefined {
  const full = FULL * rate(samples, hitAt - beforeMs, hitAt);
  const last = samples.at(-1)?.at ?? hitAt;

  return samples
    .map(({ at }) => at)
    .concat(hitAt)
    .sort((one, other) => one - other)
    .filter((at) => at >= hitAt && at + WINDOW_MS <= last)
    .map((at) => ({ at, rate: rate(samples, at, at + WINDOW_MS) }))
    .filter((window) => window.rate >= full)
    .map(({ at }) => at - hitAt)[0];
}
