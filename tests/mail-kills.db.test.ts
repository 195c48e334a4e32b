import { expect, it } from "vitest";

import { killWorkers } from "@/tests/support/kill-workers";

it("loses no mail and sends none twice, however often workers are killed and the database stops", async () => {
  const leaseSeconds = 2;
  const result = await killWorkers({ kills: 3, stops: 1, leaseSeconds });
  const { queued } = result;

  expect(result).toMatchObject({ sent: queued, accepted: queued, acceptedTwice: 0 });
  // Two cores shared with the other tests: the bench holds the exact figure against lease + 1 s.
  for (const ms of [...result.killsMs, ...result.stopsMs]) {
    expect(ms).toBeLessThan((leaseSeconds + 8) * 1000);
  }
}, 120_000);
