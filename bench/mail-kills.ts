import process from "node:process";

import { killWorkers } from "../tests/support/kill-workers";

const KILLS = Number(process.env["KILLS"] ?? 100);
const LEASE_SECONDS = 2;
/** What counts as the full rate: two seconds are never quite alike. */
const SHARE = 0.9;
const AIM_MS = (LEASE_SECONDS + 1) * 1000;

/** The test of tests/mail-kills.db.test.ts at length, with the time until the full rate is back. */
export async function benchMailKills(): Promise<string[]> {
  const stops = Math.max(1, Math.round(KILLS / 20));
  const result = await killWorkers({
    kills: KILLS,
    stops,
    leaseSeconds: LEASE_SECONDS,
    share: SHARE,
  });

  return [
    `${String(KILLS)} kills, ${String(stops)} stops of the database, ${String(result.queued)} mails: ` +
      `${String(result.queued - result.sent)} lost, ${String(result.acceptedTwice)} accepted twice`,
    `full rate again after a kill: ${spread(result.killsMs)}`,
    `full rate again after a stop: ${spread(result.stopsMs)}`,
  ];
}

function spread(times: number[]): string {
  const sorted = times.toSorted((one, other) => one - other);
  const at = (share: number) => String(sorted[Math.floor((sorted.length - 1) * share)]);
  const within = String(times.filter((ms) => ms <= AIM_MS).length);

  return `p50 ${at(0.5)} ms, p95 ${at(0.95)} ms, most ${at(1)} ms; ${within} of ${String(times.length)} within lease + 1 s (${String(AIM_MS)} ms)`;
}
