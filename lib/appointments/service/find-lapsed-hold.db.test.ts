import { beforeEach, describe, expect, it } from "vitest";

import { findLapsedHold } from "@/lib/appointments/service/find-lapsed-hold";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import {
  as,
  createAppointment,
  createSalon,
  linkHolder,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

/** Thursday, 13:00 in Berlin. */
const THURSDAY = new Date("2027-03-11T12:00:00Z");

let salon: TestSalon;
let appointmentId: string;
let holdId: string;

const customer = () => as(salon.companyId, linkHolder(salon, appointmentId));
const wanted = () => ({
  ...{ appointmentId, version: 1, startsAt: THURSDAY, staffId: salon.staffIds[0] },
});
const hoursLater = (hours: number) => new Date(STARTS_AT.getTime() + hours * 3_600_000);
const look = (ctx = customer()) => findLapsedHold(ctx, { appointmentId, holdId });
const runOut = (status = "active") =>
  stored(
    "update appointment_reservations set expires_at = now(), status = $2 where id = $1",
    holdId,
    status,
  );

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
  holdId = (await holdSlot(customer(), wanted())).id;
});

describe("a hold that has run out", () => {
  it.each(["active", "expired"])(
    "can be had again while its time is free, marked %s",
    async (as) => {
      await runOut(as);

      expect(await look()).toEqual({
        startsAt: THURSDAY,
        staff: { id: salon.staffIds[0], name: "Lena Hofmann" },
        isStillFree: true,
        nearest: [],
      });
      await expect(holdSlot(customer(), wanted())).resolves.toHaveProperty("id");
    },
  );

  it("leads to the nearest free times where somebody else has its time", async () => {
    await runOut("expired");
    await createAppointment(salon, { startsAt: THURSDAY });

    expect(await look()).toMatchObject({
      isStillFree: false,
      nearest: [
        { startsAt: "2027-03-11T11:00:00.000Z" },
        { startsAt: "2027-03-11T11:15:00.000Z" },
        { startsAt: "2027-03-11T12:45:00.000Z" },
      ],
    });
  });

  it("is told of where it was for, and on no other page of the same customer", async () => {
    const other = await createAppointment(salon, { startsAt: hoursLater(2) });
    await runOut();

    expect(await findLapsedHold(customer(), { appointmentId: other, holdId })).toBeNull();
    expect(await look()).not.toBeNull();
  });

  it("is none while it lasts, once it is used, and for anybody else", async () => {
    expect(await look()).toBeNull();
    await rescheduleAppointment(customer(), { ...wanted(), holdId, reason: "" });
    expect(await look()).toBeNull();
    await runOut("expired");
    expect(await look(as(salon.companyId, salon.owner))).toBeNull();
    expect(await findLapsedHold(customer(), { appointmentId, holdId: "nothing" })).toBeNull();
  });
});
