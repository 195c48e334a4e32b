import { beforeEach, describe, expect, it } from "vitest";

import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { holdSlot } from "@/lib/appointments/service/hold-slot";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  NOW,
  STARTS_AT,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const customer = (id = appointmentId) => as(salon.companyId, linkHolder(salon, id));
/** What one staff member offers on a date, as times in Berlin. */
async function offered(date: string, staffId = salon.staffIds[0]): Promise<string[]> {
  const from = new Date(`${date}T00:00:00+01:00`);
  const { days } = await listFreeSlots(customer(), { appointmentId, staffId, from });
  const slots = days.find((day) => day.date === date)?.slots ?? [];

  return slots.map(({ startsAt }) =>
    new Date(startsAt).toLocaleTimeString("de-DE", {
      timeZone: "Europe/Berlin",
      hour: "2-digit",
      minute: "2-digit",
    }),
  );
}

describe("listFreeSlots", () => {
  it("offers every quarter of an hour in which the appointment fits into the working day", async () => {
    const times = await offered("2027-03-11");

    expect(times).toHaveLength(30);
    expect([times[0], times[1], times.at(-1)]).toEqual(["09:00", "09:15", "16:15"]);
  });

  it("looks further ahead where the next weeks have no room", async () => {
    await owner.query(
      "insert into closures (company_id, name, first_day, last_day) values ($1, 'Umbau', '2027-03-01', '2027-04-11')",
      [salon.companyId],
    );
    const { days, nextFrom } = await listFreeSlots(customer(), { appointmentId });

    expect(days[0]?.date).toBe("2027-04-12");
    expect(nextFrom).not.toBeNull();
  });

  it("is not closed because another branch is", async () => {
    const potsdam = await createBranch(salon);
    await owner.query(
      "insert into closures (company_id, branch_id, name, first_day, last_day) values ($1, $2, 'Umbau', '2027-03-11', '2027-03-11')",
      [salon.companyId, potsdam.branchId],
    );
    expect(await offered("2027-03-11")).toHaveLength(30);
    await owner.query("update closures set branch_id = $2 where company_id = $1", [
      salon.companyId,
      salon.branchId,
    ]);
    expect(await offered("2027-03-11")).toEqual([]);
  });

  it("leaves out appointments, time off, and holds of others while they are live", async () => {
    const other = await createAppointment(salon, { startsAt: new Date("2027-03-11T09:00:00Z") });
    await owner.query(
      "insert into staff_time_off (company_id, staff_id, starts_at, ends_at) values ($1, $2, '2027-03-11T13:00:00Z', '2027-03-11T23:00:00Z')",
      [salon.companyId, salon.staffIds[0]],
    );
    const hold = await holdSlot(customer(other), {
      appointmentId: other,
      version: 1,
      startsAt: new Date("2027-03-11T11:00:00Z"),
      staffId: salon.staffIds[0],
    });

    expect(await offered("2027-03-11")).toEqual([
      ...["09:00", "09:15"],
      ...["10:45", "11:00", "11:15"],
      ...["12:45", "13:00", "13:15"],
    ]);
    await owner.query("update appointment_reservations set expires_at = now() where id = $1", [
      hold.id,
    ]);
    expect(await offered("2027-03-11")).toContain("12:00");
  });

  it("lets an appointment shift within its own time, and leaves out the time it has", async () => {
    const times = await offered("2027-03-10");

    expect(times).toContain("09:45");
    expect(times).toContain("10:15");
    expect(times).not.toContain("10:00");
    expect(await offered("2027-03-10", salon.staffIds[1])).toContain("10:00");
  });

  it("offers the branch's people who perform the service, or one of them", async () => {
    const potsdam = await createBranch(salon);
    await owner.query("delete from staff_services where staff_id = $1", [salon.staffIds[1]]);
    const alone = await listFreeSlots(customer(), { appointmentId });
    expect(alone.staff.map(({ name }) => name)).toEqual(["Lena Hofmann"]);

    await owner.query("insert into staff_services values ($1, $2, $3)", [
      salon.companyId,
      salon.staffIds[1],
      salon.serviceId,
    ]);
    const both = await listFreeSlots(customer(), { appointmentId, staffId: salon.staffIds[1] });
    expect(both.staff.map(({ name }) => name)).toEqual(["Lena Hofmann", "Mehmet Aydın"]);
    const names = both.days.flatMap(({ slots }) => slots.map(({ staff }) => staff.name));
    expect(new Set(names)).toEqual(new Set(["Mehmet Aydın"]));
    expect(both.staff.map(({ id }) => id)).not.toContain(potsdam.staffIds[0]);
  });

  it("shows six days with room, and goes on where it ended, up to the last day", async () => {
    await owner.query(
      "insert into appointment_policies (company_id, max_days_ahead) values ($1, 30)",
      [salon.companyId],
    );
    const dates: string[] = [];
    let from: Date | undefined = NOW;
    let until = "";
    while (from !== undefined) {
      const page = await listFreeSlots(customer(), { appointmentId, from });
      expect(page.days.length).toBeLessThanOrEqual(6);
      dates.push(...page.days.map(({ date }) => date));
      until = page.until;
      from = page.nextFrom === null ? undefined : new Date(`${page.nextFrom}T00:00:00+01:00`);
    }

    // March 2027 has 23 weekdays; the first one is today, and the 31st is the last within 30 days.
    expect(new Set(dates).size).toBe(dates.length);
    expect(dates).toHaveLength(23);
    expect([dates[0], dates.at(-1)]).toEqual(["2027-03-01", "2027-03-31"]);
    expect(until).toBe(new Date(NOW.getTime() + 30 * 86_400_000).toISOString());
  });

  it.each(["Asia/Tokyo", "America/New_York"])(
    "begins a page with the first hour of its day in %s, and shows none of the day before",
    async (timeZone) => {
      const zone = [salon.companyId, timeZone];
      await owner.query("update branches set time_zone = $2 where company_id = $1", zone);
      await owner.query("update appointments set time_zone = $2 where company_id = $1", zone);
      await owner.query(
        "update staff_working_hours set opens_minute = 360, closes_minute = 1320 where company_id = $1",
        [salon.companyId],
      );
      const { days } = await listFreeSlots(customer(), { appointmentId, from: "2027-03-17" });
      const first = new Date(days[0]?.slots[0]?.startsAt ?? 0);

      expect(days[0]?.date).toBe("2027-03-17");
      expect(first.toLocaleString("sv-SE", { timeZone })).toBe("2027-03-17 06:00:00");
    },
  );

  it("offers nothing that has passed or begins now, whatever day is asked for", async () => {
    const noon = new Date("2027-03-01T11:00:00Z");
    const { days } = await listFreeSlots(
      as(salon.companyId, linkHolder(salon, appointmentId), noon),
      { appointmentId, from: new Date("2027-02-01") },
    );

    expect(days[0]?.slots[0]?.startsAt).toBe("2027-03-01T11:15:00.000Z");
  });

  it("keeps the length that was booked, whatever the service takes by now", async () => {
    await owner.query("update services set duration_minutes = 120 where id = $1", [
      salon.serviceId,
    ]);

    expect((await offered("2027-03-11")).at(-1)).toBe("16:15");
  });

  it("is for those who may change the appointment", async () => {
    const elsewhere = await createSalon();
    const startsAt = new Date(STARTS_AT.getTime() + 3_600_000);
    const strangers = await createAppointment(salon, { startsAt });
    const colleague = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });

    for (const ctx of [
      as(elsewhere.companyId, elsewhere.owner),
      customer(strangers),
      as(salon.companyId, colleague),
    ]) {
      await expect(listFreeSlots(ctx, { appointmentId })).rejects.toThrow(NotFound);
    }
  });
});

describe("the nearest free times", () => {
  it("lie within a customer's horizon; members may pass it by", async () => {
    await owner.query(
      "insert into appointment_policies (company_id, max_days_ahead) values ($1, 9)",
      [salon.companyId],
    );
    const staffId = salon.staffIds[0];
    const last = new Date(NOW.getTime() + 9 * 86_400_000);
    const gone = { appointmentId, staffId, startsAt: last };
    const latest = async (ctx: TenantContext) =>
      (await nearestFreeSlots(ctx, gone)).some(({ startsAt }) => new Date(startsAt) > last);
    const within = await nearestFreeSlots(customer(), gone);

    expect(within).toHaveLength(3);
    expect(await latest(customer())).toBe(false);
    expect(await latest(as(salon.companyId, salon.owner))).toBe(true);
  });
});
