import { describe, expect, it } from "vitest";

import { owner } from "@/tests/support/database";
import { createCustomer, createSalon, NOW, STARTS_AT } from "@/tests/support/salon";
import { slotStorm } from "@/tests/support/slot-storm";

const HOUR_MS = 3_600_000;

async function plan() {
  const salon = await createSalon();
  const customers = await Promise.all(Array.from({ length: 8 }, () => createCustomer(salon)));
  // Few slots, some of which overlap: 10:00, 10:30, 11:00 and 11:30, of two people.
  const starts = [0, 0.5, 1, 1.5].map((hours) => new Date(STARTS_AT.getTime() + hours * HOUR_MS));

  return { salon: { ...salon, customers }, now: NOW, starts, processes: 2, clientsEach: 4 };
}

describe("many people who want the same few slots", () => {
  it("never get one twice, lose nothing that they were told, and leave a line for each version", async () => {
    const result = await slotStorm(owner, { ...(await plan()), attempts: 600, kills: 2 });

    expect(result).toMatchObject({
      doubleBookings: 0,
      lostUpdates: 0,
      unrecorded: 0,
      untrue: 0,
      surprises: [],
    });
    expect(result.attempts).toBeGreaterThanOrEqual(600);
    expect(result.done).toBeGreaterThan(100);
  }, 120_000);

  it("would, had the database no say and the code read, compared and written", async () => {
    await owner.query(`
      drop trigger appointments_version on appointments;
      drop trigger appointments_claim on appointments;
      drop trigger appointments_audited on appointments`);
    const result = await slotStorm(owner, {
      ...(await plan()),
      attempts: 600,
      kills: 0,
      isPlanted: true,
    });

    for (const found of [result.doubleBookings, result.lostUpdates, result.unrecorded]) {
      expect(found).toBeGreaterThan(10);
    }
  }, 120_000);
});
