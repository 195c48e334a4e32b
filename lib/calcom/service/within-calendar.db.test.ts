import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { listBookableSlots } from "@/lib/appointments/service/bookable-slots";
import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  startCalendar,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { as, createAppointment, NOW, STARTS_AT } from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  calendar = await startCalendar(() => NOW);
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createConnectedSalon(calendar);
});

const DAY = "2027-03-10";
const jana = () => as(salon.companyId, salon.owner);
const from = new Date("2027-03-09T23:00:00Z");
/** Somebody has an appointment there that nobody here has heard of yet. */
const busyThere = (eventTypeId = 201, start = STARTS_AT) =>
  calendar.byHand.create({
    start: start.toISOString(),
    eventTypeId,
    attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
  });

async function bookable(): Promise<Record<string, boolean>> {
  const { customerId, serviceId, branchId, staffIds } = salon;
  const { days } = await listBookableSlots(jana(), { customerId, serviceId, branchId, from });
  const slots = days.find(({ date }) => date === DAY)?.slots ?? [];

  return Object.fromEntries(
    staffIds.map((id, index) => [
      index === 0 ? "lena" : "mehmet",
      slots.some((slot) => slot.staff.id === id && slot.startsAt === STARTS_AT.toISOString()),
    ]),
  );
}

describe("free times of a connected service", () => {
  it("are those that each person's calendar has free, too", async () => {
    expect(await bookable()).toEqual({ lena: true, mehmet: true });
    busyThere();

    expect(await bookable()).toEqual({ lena: false, mehmet: true });
  });

  it("are ours where the calendar does not answer, and nobody waits for it", async () => {
    busyThere();
    calendar.faults.add({ kind: "status", status: 503, count: 0 });
    for (let time = 0; time < 4; time += 1) {
      expect(await bookable()).toEqual({ lena: true, mehmet: true });
    }

    // Two calendars a page: the third page has opened the breaker.
    expect(calendar.calls().length).toBeLessThanOrEqual(6);
  });

  it("count the appointment's own time as free when it moves", async () => {
    const appointmentId = await createAppointment(salon);
    await syncCompany(asCalendar(salon, NOW), { deadline: new Date(Date.now() + 20_000) });
    const { days } = await listFreeSlots(jana(), { appointmentId, from });
    const quarterLater = new Date(STARTS_AT.getTime() + 15 * 60_000).toISOString();

    expect(
      days
        .find(({ date }) => date === DAY)
        ?.slots.filter(({ startsAt }) => startsAt === quarterLater),
    ).toHaveLength(2);
  });

  it("are from working hours alone where a service or a person is not paired", async () => {
    busyThere();
    await owner.query("delete from calcom_event_types where staff_id = $1", [salon.staffIds[0]]);
    expect(await bookable()).toEqual({ lena: true, mehmet: true });
    await owner.query("delete from calcom_event_types where company_id = $1", [salon.companyId]);
    const before = calendar.calls().length;
    await bookable();

    expect(calendar.calls()).toHaveLength(before);
  });
});

describe("the nearest free times to one that is gone", () => {
  const quarters = (count: number) => new Date(STARTS_AT.getTime() + count * 15 * 60_000);
  const times = (slots: { startsAt: string }[]) => slots.map(({ startsAt }) => new Date(startsAt));
  let gone: { startsAt: Date; staffId: string };
  let appointmentId: string;

  beforeEach(async () => {
    gone = { startsAt: STARTS_AT, staffId: salon.staffIds[0] };
    appointmentId = await createAppointment(salon, { startsAt: quarters(96) });
    await createAppointment(salon);
  });

  it("are those that this person's calendar has free, too, for a move", async () => {
    const nearest = async () => times(await nearestFreeSlots(jana(), { appointmentId, ...gone }));
    expect(await nearest()).toEqual([quarters(-4), quarters(-3), quarters(3)]);
    busyThere(201, quarters(3));

    expect(await nearest()).toEqual([quarters(-4), quarters(-3), quarters(6)]);
  });

  it("are the same where a booking comes too late", async () => {
    busyThere(201, quarters(3));
    const { customerId, serviceId, branchId } = salon;
    const refused = bookAppointment(jana(), {
      ...{ customerId, serviceId, branchId, ...gone },
      ...{ reason: "", notes: "" },
    });

    const staff: unknown = expect.objectContaining({ id: gone.staffId });
    await expect(refused).rejects.toHaveProperty(
      "details.nearest",
      [quarters(-4), quarters(-3), quarters(6)].map((at) => ({
        startsAt: at.toISOString(),
        staff,
      })),
    );
  });

  it("wait for no calendar within a transaction that is open already", async () => {
    await jana().transaction((db) =>
      nearestFreeSlots(jana().joining(db), { appointmentId, ...gone }),
    );

    expect(calendar.calls()).toEqual([]);
  });
});
