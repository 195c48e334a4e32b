import { expect, it } from "vitest";

import { killWorkers } from "@/tests/support/kill-workers";

it("loses no mail and sends none twice, however often workers are killed and the database stops", async () => {
  // Rates tell nothing beside other tests: that it goes on at all is enough here, and the bench times it.
  const result = await killWorkers({ kills: 3, stops: 1, leaseSeconds: 2, share: 0.1 });
  const { queued } = result;

  expect(queued).toBeGreaterThan(0);
  expect(result).toMatchObject({ sent: queued, accepted: queued, acceptedTwice: 0 });
}, 240_000);
