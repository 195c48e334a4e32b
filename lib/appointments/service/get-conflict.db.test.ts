import { beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { getConflict } from "@/lib/appointments/service/get-conflict";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { NotFound } from "@/lib/tenancy/errors";
import {
  as,
  createAppointment,
  createSalon,
  linkHolder,
  STARTS_AT,
  type TestSalon,
} from "@/tests/support/salon";

const THURSDAY = new Date("2027-03-11T12:00:00Z");
const FRIDAY = new Date("2027-03-12T08:00:00Z");

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
  await move(1, THURSDAY, salon.staffIds[1]);
  await move(2, FRIDAY, salon.staffIds[1]);
  await cancelAppointment(byOwner(), {
    appointmentId,
    version: 3,
    reason: "Krank",
    category: undefined,
  });
});

const byOwner = () => as(salon.companyId, salon.owner);
const move = (version: number, startsAt: Date, staffId: string) =>
  rescheduleAppointment(byOwner(), {
    ...{ appointmentId, version, startsAt, staffId },
    holdId: undefined,
    reason: "",
  });
const conflictSince = (seenVersion: number) =>
  getConflict(byOwner(), { appointmentId, seenVersion });

describe("getConflict", () => {
  const now = {
    startsAt: FRIDAY.toISOString(),
    staff: { name: "Mehmet Aydın" },
    status: "cancelled",
  };

  it.each([
    [1, { startsAt: STARTS_AT.toISOString(), staff: { name: "Lena Hofmann" } }],
    [2, { startsAt: THURSDAY.toISOString(), staff: { name: "Mehmet Aydın" } }],
    [3, { startsAt: FRIDAY.toISOString(), staff: { name: "Mehmet Aydın" } }],
  ])("tells who saw version %i what was so then, and what is so now", async (seen, was) => {
    await expect(conflictSince(seen)).resolves.toMatchObject({
      seenVersion: seen,
      currentVersion: 4,
      actorKind: "member",
      actorName: "Jana Richter",
      reason: "Krank",
      was: { ...was, status: "confirmed", service: { name: "Damenhaarschnitt" } },
      now,
    });
  });

  it("is nothing for who has seen what is so", async () => {
    await expect(conflictSince(4)).resolves.toBeNull();
    await expect(conflictSince(9)).resolves.toBeNull();
  });

  it("is told to nobody who may not see the appointment", async () => {
    const elsewhere = await createSalon();
    const other = await createAppointment(salon);

    for (const ctx of [
      as(elsewhere.companyId, elsewhere.owner),
      as(salon.companyId, linkHolder(salon, other)),
    ]) {
      await expect(getConflict(ctx, { appointmentId, seenVersion: 1 })).rejects.toThrow(NotFound);
    }
  });
});
