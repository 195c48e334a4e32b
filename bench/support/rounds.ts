/** Work of two contenders in turns, so that whatever else the machine does hits both alike. */
export async function inTurns(
  rounds: number,
  contenders: Record<string, () => Promise<number>>,
): Promise<Record<string, number>> {
  const results: Record<string, number[]> = {};
  for (let round = 0; round < rounds; round += 1) {
    for (const [name, run] of Object.entries(contenders)) {
      (results[name] ??= []).push(await run());
    }
  }

  return Object.fromEntries(
    Object.entries(results).map(([name, values]) => [name, median(values)]),
  );
}

function median(values: readonly number[]): number {
  const sorted = [...values].sort((one, other) => one - other);

  return sorted[Math.floor(sorted.length / 2)] ?? Number.NaN;
}

/** Runs `work` at a fixed concurrency for some seconds; completed calls per second. */
export async function throughput(
  concurrency: number,
  seconds: number,
  work: (lane: number) => Promise<void>,
): Promise<number> {
  const end = performance.now() + seconds * 1000;
  let done = 0;
  const lane = async (number: number) => {
    while (performance.now() < end) {
      await work(number);
      done += 1;
    }
  };
  const startedAt = performance.now();
  await Promise.all(Array.from({ length: concurrency }, (_none, number) => lane(number)));

  return done / ((performance.now() - startedAt) / 1000);
}
