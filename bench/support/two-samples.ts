/** Abramowitz and Stegun 7.1.26; its error is below 1.5e-7. */
function normalTail(z: number): number {
  const t = 1 / (1 + (0.3275911 * Math.abs(z)) / Math.SQRT2);
  const series =
    t *
    (0.254829592 + t * (-0.284496736 + t * (1.421413741 + t * (-1.453152027 + t * 1.061405429))));

  return series * Math.exp((-z * z) / 2);
}

/**
 * Mann–Whitney U with the normal approximation: the chance of samples this different when nothing
 * tells them apart. Made for times, whose tails are long and whose means say little.
 */
export function mannWhitney(one: readonly number[], other: readonly number[]): number {
  const all = [
    ...one.map((value) => [value, 0] as const),
    ...other.map((value) => [value, 1] as const),
  ].sort(([a], [b]) => a - b);
  const rankSum = all.reduce((sum, [, group], index) => (group === 0 ? sum + index + 1 : sum), 0);
  const u = rankSum - (one.length * (one.length + 1)) / 2;
  const expected = (one.length * other.length) / 2;
  const deviation = Math.sqrt((one.length * other.length * (one.length + other.length + 1)) / 12);

  return normalTail((u - expected) / deviation);
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);

  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** A line that says both medians, their ratio, and whether a test can tell the samples apart. */
export function compareSamples(known: readonly number[], unknown: readonly number[]): string {
  const [one, other] = [median(known), median(unknown)];
  const p = mannWhitney(known, unknown);

  return [
    `known ${one.toFixed(2)} ms, unknown ${other.toFixed(2)} ms (ratio ${(one / other).toFixed(3)})`,
    `p = ${p.toFixed(3)}: ${p < 0.01 ? "TELLS THEM APART" : "cannot be told apart"}`,
  ].join(", ");
}
