/** How many had been done at a moment, both from the same clock, in ms. */
export type Sample = { at: number; done: number };

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

type Blow = {
  hitAt: number;
  beforeMs: number;
  /** Of the rate before the hit: 1 is all of it. */
  share: number;
};

/**
 * How long after `hitAt` the first whole second began in which that share was done of what was done per
 * second over `beforeMs` up to the hit. In ms; nothing when no such second has been seen yet.
 */
export function rateBackAfter(
  samples: Sample[],
  { hitAt, beforeMs, share }: Blow,
): number | undefined {
  const enough = share * rate(samples, hitAt - beforeMs, hitAt);
  const last = samples.at(-1)?.at ?? hitAt;

  return samples
    .map(({ at }) => at)
    .concat(hitAt)
    .sort((one, other) => one - other)
    .filter((at) => at >= hitAt && at + WINDOW_MS <= last)
    .map((at) => ({ at, rate: rate(samples, at, at + WINDOW_MS) }))
    .filter((window) => window.rate >= enough)
    .map(({ at }) => at - hitAt)[0];
}
