import { beforeEach, describe, expect, it } from "vitest";

import { findFreeTimes, type SlotSearch } from "@/lib/appointments/service/free-times";
import { formatTime } from "@/lib/shared/format";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createCustomer,
  createSalon,
  type TestSalon,
} from "@/tests/support/salon";

const PLAIN = {
  ...{ durationMinutes: 45, stepMinutes: 15 },
  ...{ bufferBeforeMinutes: 0, bufferAfterMinutes: 0 },
};

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

/** An instant of a Thursday on which Lena works from nine to five, by the clock in Berlin. */
const at = (time: string) => new Date(`2027-03-11T${time}:00+01:00`);

type Asked = { shape?: Partial<SlotSearch["shape"]>; customerId?: string };

/** What Lena offers in a window of that day. */
async function offered(
  [from, until]: [string, string],
  { shape = {}, ...search }: Asked = {},
): Promise<string[]> {
  const { serviceId, branchId, companyId, staffIds } = salon;
  const what = { serviceId, branchId, timeZone: "Europe/Berlin", maxDaysAhead: 90, ...search };
  const ctx = as(companyId, salon.owner);
  const { slots } = await ctx.transaction((db) =>
    findFreeTimes(ctx, db, {
      search: { ...what, shape: { ...PLAIN, ...shape } },
      ...{ from: at(from), until: at(until) },
    }),
  );

  return slots
    .filter(({ staff }) => staff.id === staffIds[0])
    .map(({ startsAt }) => formatTime(startsAt, { locale: "de", timeZone: "Europe/Berlin" }));
}

describe("at the beginning of the window that is looked at", () => {
  it("what has ended before still takes the time before an appointment", async () => {
    await createAppointment(salon, { startsAt: at("09:00") });

    expect(await offered(["10:00", "11:00"], { shape: { bufferBeforeMinutes: 30 } })).toEqual([
      ...["10:15", "10:30", "10:45"],
    ]);
    expect(await offered(["13:30", "14:00"], { shape: { bufferBeforeMinutes: 240 } })).toEqual([
      "13:45",
    ]);
  });

  it("what goes on into it is in the way", async () => {
    await createAppointment(salon, { startsAt: at("09:30") });

    expect(await offered(["10:00", "10:31"])).toEqual(["10:15", "10:30"]);
  });
});

describe("at the end of the window that is looked at", () => {
  it("nothing is offered that would last into time off", async () => {
    await owner.query(
      "insert into staff_time_off (company_id, staff_id, starts_at, ends_at) values ($1, $2, $3, $4)",
      [salon.companyId, salon.staffIds[0], at("10:00"), at("17:00")],
    );

    expect(await offered(["09:00", "10:00"])).toEqual(["09:00", "09:15"]);
  });

  it("nothing is offered that would last into where the customer is otherwise", async () => {
    const customerId = await createCustomer(salon);
    await createAppointment(salon, {
      ...{ startsAt: at("10:00"), staffId: salon.staffIds[1], customerId },
    });

    expect(await offered(["09:00", "10:00"], { customerId })).toEqual(["09:00", "09:15"]);
  });

  it("nothing is offered that would last into another appointment, or into the time it leaves after", async () => {
    await createAppointment(salon, { startsAt: at("15:00") });

    expect(await offered(["09:00", "09:15"], { shape: { durationMinutes: 480 } })).toEqual([]);
    expect(await offered(["09:00", "09:15"], { shape: { durationMinutes: 360 } })).toEqual([
      "09:00",
    ]);
    const withTimeAfter = { durationMinutes: 180, bufferAfterMinutes: 240 };
    expect(await offered(["09:00", "09:15"], { shape: withTimeAfter })).toEqual([]);
  });
});
