import process from "node:process";

import { killWorkers } from "../tests/support/kill-workers";

const KILLS = Number(process.env["KILLS"] ?? 100);
const LEASE_SECONDS = 2;

/** The test of tests/mail-kills.db.test.ts at length, with the time that recovery takes. */
export async function benchMailKills(): Promise<string[]> {
  const stops = Math.max(1, Math.round(KILLS / 20));
  const mails = (KILLS + stops) * 60;
  const result = await killWorkers({ mails, kills: KILLS, stops, leaseSeconds: LEASE_SECONDS });
  const times = result.recoveriesMs.toSorted((one, other) => one - other);
  const at = (share: number) => String(times[Math.floor((times.length - 1) * share)]);

  return [
    `${String(KILLS)} kills, ${String(stops)} stops of the database, ${String(mails)} mails: ` +
      `${String(mails - result.sent)} lost, ${String(result.acceptedTwice)} accepted twice`,
    `everything in hand was sent after: p50 ${at(0.5)} ms, most ${at(1)} ms (lease ${String(LEASE_SECONDS)} s, aim lease + 1 s)`,
  ];
}
