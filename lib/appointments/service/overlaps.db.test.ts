import { beforeEach, describe, expect, it } from "vitest";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { exportAppointments } from "@/lib/appointments/service/export-appointments";
import { listAppointments } from "@/lib/appointments/service/list-appointments";
import { LONGEST_SERVICE_MINUTES } from "@/lib/catalogue/schema";
import { owner } from "@/tests/support/database";
import { as, createAppointment, createSalon, type TestSalon } from "@/tests/support/salon";

const LONGEST = { minutes: LONGEST_SERVICE_MINUTES };

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const at = (startsAt: string, options: { minutes?: number; status?: string } = {}) =>
  createAppointment(salon, { startsAt: new Date(startsAt), ...options });
const filterOf = (filter: Record<string, string>) => appointmentFilterSchema.parse(filter);
const list = (filter: Record<string, string>) =>
  listAppointments(as(salon.companyId, salon.owner), filterOf(filter), "Europe/Berlin");
const day = (date: string) => ({ day: date, until: date });
const idsOn = async (date: string) => (await list(day(date))).appointments.map(({ id }) => id);

describe("an appointment over midnight", () => {
  it("is listed on both of its days, first on the second, and once in a week that has both", async () => {
    // Tuesday 23:45 to Wednesday 00:15 in Berlin.
    const night = await at("2027-03-09T22:45:00Z", { minutes: 30 });
    const morning = await at("2027-03-10T08:00:00Z");

    expect(await idsOn("2027-03-09")).toEqual([night]);
    expect(await idsOn("2027-03-10")).toEqual([night, morning]);
    expect(await idsOn("2027-03-11")).toEqual([]);
    const week = await list({ day: "2027-03-08" });
    expect(week.appointments.map(({ id }) => id)).toEqual([night, morning]);
    expect((await list(day("2027-03-10"))).total).toBe(2);
  });

  it("is in the file of either day", async () => {
    await at("2027-03-09T22:45:00Z", { minutes: 30, status: "pending" });
    const exported = async (date: string) => {
      const ctx = as(salon.companyId, salon.owner);

      return (await exportAppointments(ctx, filterOf(day(date)), "Europe/Berlin")).appointments;
    };

    expect(await exported("2027-03-09")).toHaveLength(1);
    expect(await exported("2027-03-10")).toMatchObject([{ status: "pending" }]);
    expect(await exported("2027-03-11")).toEqual([]);
  });

  it("that ends as the day begins is not of that day", async () => {
    await at("2027-03-09T22:15:00Z", { minutes: 45 });

    expect(await idsOn("2027-03-10")).toEqual([]);
  });

  it("is there as long as a service can take, also after a day of 23 hours and one of 25", async () => {
    // Ends at 00:30 on the Monday after the clocks have changed, so it began on the Saturday.
    const spring = await at("2027-03-27T22:30:00Z", LONGEST);
    const autumn = await at("2027-10-30T23:01:00Z", LONGEST);

    expect(await idsOn("2027-03-29")).toEqual([spring]);
    expect(await idsOn("2027-03-27")).toEqual([spring]);
    expect(await idsOn("2027-11-01")).toEqual([autumn]);
    expect(await idsOn("2027-11-02")).toEqual([]);
  });

  it("stays where it is in the pages, forwards and backwards", async () => {
    await owner.query(
      `with booked as (
         insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
           starts_at, ends_at, time_zone, price_minor, status, cancelled_at)
         select $1, 'N-' || lpad(n::text, 4, '0'), $2, $3, $4, $5,
           timestamptz '2027-03-09 22:00Z' + n / 5 * interval '2 minutes', timestamptz '2027-03-10 00:00Z',
           'Europe/Berlin', 0, 'cancelled', now()
         from generate_series(0, 119) n returning company_id, id)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Test' from booked`,
      [salon.companyId, salon.customerId, salon.serviceId, salon.staffIds[0], salon.branchId],
    );
    const first = await list(day("2027-03-10"));
    const second = await list({ ...day("2027-03-10"), after: first.next! });
    const third = await list({ ...day("2027-03-10"), after: second.next! });
    const ids = [first, second, third].flatMap((page) => page.appointments.map(({ id }) => id));

    expect(new Set(ids).size).toBe(120);
    expect([third.next, first.previous, first.total]).toEqual([null, null, 120]);
    expect(await list({ ...day("2027-03-10"), before: third.previous! })).toEqual(second);
    expect(await list({ ...day("2027-03-10"), before: second.previous! })).toEqual(first);
  });
});

it("no service takes longer than what is looked back for", async () => {
  const takes = (minutes: number) =>
    owner.query("update services set duration_minutes = $2 where id = $1", [
      salon.serviceId,
      minutes,
    ]);

  await takes(LONGEST_SERVICE_MINUTES);
  await expect(takes(LONGEST_SERVICE_MINUTES + 1)).rejects.toThrow(
    "services_duration_minutes_check",
  );
});
