import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { listBookableSlots } from "@/lib/appointments/service/bookable-slots";
import { listFreeSlots } from "@/lib/appointments/service/free-slots";
import type { FreeSlots } from "@/lib/appointments/service/free-times";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import { type ConnectedSalon, createConnectedSalon, startCalendar } from "@/tests/support/calendar";
import { as, createAppointment, linkHolder, NOW, STARTS_AT, stored } from "@/tests/support/salon";

const DAY_MS = 86_400_000;

let calendar: CalcomSimulator;
let salon: ConnectedSalon;
let appointmentId: string;

beforeAll(async () => {
  calendar = await startCalendar(() => NOW);
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createConnectedSalon(calendar);
  appointmentId = await createAppointment(salon);
});

const calls = () => calendar.calls().length;
const readAs = (id: string, from = STARTS_AT, later = 0) =>
  listFreeSlots(
    as(salon.companyId, linkHolder(salon, id), new Date(NOW.getTime() + later * 60_000)),
    { appointmentId: id, from },
  );
const read = (from?: Date, later?: number) => readAs(appointmentId, from, later);
const pausedUntil = async () =>
  (
    await stored(
      "select paused_until from calcom_connections where company_id = $1",
      salon.companyId,
    )
  )[0]?.["paused_until"];

describe("a customer who looks for another time", () => {
  it("asks the calendar once, however often the page is loaded, and others with them", async () => {
    const first = await read();
    expect(first.days).not.toEqual([]);
    const asked = calls();
    expect(asked).toBeGreaterThan(0);
    const other = await createAppointment(salon, {
      startsAt: new Date(STARTS_AT.getTime() + DAY_MS),
    });
    for (let later = 1; later <= 10; later += 1) await read(undefined, later);
    await readAs(other);

    expect(calls()).toBe(asked);
  });

  it("sees for a while what was free there a moment ago, and staff what is so now", async () => {
    const at = new Date(STARTS_AT.getTime() + 7_200_000).toISOString();
    const { customerId, serviceId, branchId, staffIds } = salon;
    const whose = ({ days }: FreeSlots) =>
      days
        .flatMap(({ slots }) => slots)
        .filter(({ startsAt }) => startsAt === at)
        .map(({ staff }) => staff.id);
    const asStaff = async () => {
      const wanted = { customerId, serviceId, branchId, from: STARTS_AT };

      return whose(await listBookableSlots(as(salon.companyId, salon.owner), wanted));
    };
    expect(whose(await read())).toEqual(staffIds);
    calendar.byHand.create({
      ...{ start: at, eventTypeId: 202 },
      attendee: { name: "Jemand", email: "jemand@example.org", timeZone: "Europe/Berlin" },
    });

    expect(await asStaff()).toEqual([staffIds[0]]);
    expect(whose(await read())).toEqual(staffIds);
  });

  it("sets off so many calls in five minutes, and then sees the company's own times", async () => {
    for (let day = 0; day < 30; day += 1) {
      await read(new Date(STARTS_AT.getTime() + day * DAY_MS));
    }
    const asked = calls();
    expect(asked).toBeLessThanOrEqual(40);
    const { days } = await read(new Date(STARTS_AT.getTime() + 40 * DAY_MS));

    expect(days).not.toEqual([]);
    expect(calls()).toBe(asked);
  });

  it("meets the provider's limit, and the company's queue does not wait for it", async () => {
    calendar.faults.add({ kind: "status", status: 429, count: 0 });
    const { days } = await read();
    expect(days).not.toEqual([]);
    const asked = calls();
    await read(new Date(STARTS_AT.getTime() + 5 * DAY_MS));

    expect(await pausedUntil()).toBeNull();
    expect(calls()).toBe(asked);
  });
});
