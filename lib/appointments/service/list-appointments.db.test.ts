import { beforeEach, describe, expect, it } from "vitest";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { listAppointments } from "@/lib/appointments/service/list-appointments";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let potsdam: TestSalon;
/** Appointments by where and with whom they are. */
let lenas: string;
let mehmets: string;
let petras: string;

beforeEach(async () => {
  salon = await createSalon();
  potsdam = await createBranch(salon);
  lenas = await createAppointment(salon);
  mehmets = await createAppointment(salon, { staffId: salon.staffIds[1], status: "pending" });
  petras = await createAppointment(potsdam);
});

const list = (filter: Record<string, string> = {}, member: Member = salon.owner) =>
  listAppointments(
    as(salon.companyId, member),
    appointmentFilterSchema.parse({ day: "2027-03-08", ...filter }),
    "Europe/Berlin",
  );
const idsOf = async (filter: Record<string, string> = {}, member: Member = salon.owner) =>
  (await list(filter, member)).appointments.map(({ id }) => id).sort();

describe("who sees which appointments", () => {
  it("is the whole company for owner and admin, with its people and branches to choose from", async () => {
    const admin = await addMember(salon.companyId, "admin");

    for (const member of [salon.owner, admin]) {
      expect(await idsOf({}, member)).toEqual([lenas, mehmets, petras].sort());
      const { choices } = await list({}, member);
      expect(choices.branches.map(({ name }) => name)).toEqual(["Berlin", "Potsdam"]);
      expect(choices.staff).toHaveLength(4);
    }
  });

  it("is their branch for a manager, also when they ask for another", async () => {
    const { branchId } = potsdam;
    const manager = await addMember(salon.companyId, "manager", { branchId });

    expect(await idsOf({}, manager)).toEqual([petras]);
    expect(await idsOf({ branchId: salon.branchId }, manager)).toEqual([]);
    expect(await idsOf({ staffId: salon.staffIds[0] }, manager)).toEqual([]);
    const { choices } = await list({}, manager);
    expect(choices.branches).toEqual([]);
    expect(choices.staff.map(({ name }) => name)).toEqual(["Paul Winter", "Petra Sommer"]);
  });

  it("is what they perform for staff, and nothing for a member without appointments", async () => {
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    const { branchId } = salon;
    const apprentice = await addMember(salon.companyId, "staff", { branchId });

    expect(await idsOf({}, staff)).toEqual([mehmets]);
    expect(await idsOf({ staffId: salon.staffIds[0] }, staff)).toEqual([]);
    expect(await idsOf({}, apprentice)).toEqual([]);
    expect((await list({}, staff)).choices).toMatchObject({ staff: [], branches: [] });
  });

  it("is nobody of another company, and nobody with a customer's link", async () => {
    const elsewhere = await createSalon();
    const theirs = await createAppointment(elsewhere);

    expect(await idsOf()).not.toContain(theirs);
    const filter = appointmentFilterSchema.parse({});
    const customer = as(salon.companyId, linkHolder(salon, lenas));
    await expect(listAppointments(customer, filter, "Europe/Berlin")).rejects.toThrow(NotAllowed);
  });
});

describe("what is listed", () => {
  it("is a week from a day on, by time, in the company's days", async () => {
    // Monday 00:00 and the following Monday 00:00 in Berlin, once in winter and once in summer time.
    const first = await createAppointment(salon, { startsAt: new Date("2027-03-21T23:00:00Z") });
    const last = await createAppointment(salon, { startsAt: new Date("2027-03-28T21:59:00Z") });
    const next = await createAppointment(potsdam, { startsAt: new Date("2027-03-28T22:00:00Z") });
    const page = await list({ day: "2027-03-22" });

    expect(page.appointments.map(({ id }) => id)).toEqual([first, last]);
    expect(page).toMatchObject({
      span: { firstDay: "2027-03-22", lastDay: "2027-03-28", name: "week" },
      total: 2,
      previous: null,
      next: null,
    });
    expect(await idsOf({ day: "2027-03-29" })).toEqual([last, next].sort());
    expect(await idsOf({ day: "2027-03-22", until: "2027-03-27" })).toEqual([first]);
    expect(await idsOf({ day: "2027-03-28", until: "2027-03-28" })).toEqual([last]);
    expect(await idsOf({ day: "2027-03-01", until: "2027-03-31" })).toHaveLength(6);
  });

  it("begins today unless a day is asked for; what is no day is no filter", async () => {
    const ctx = as(salon.companyId, salon.owner, new Date("2027-03-09T23:30:00Z"));
    const filter = appointmentFilterSchema.parse({ day: "gestern", status: "egal", staffId: "x" });
    const page = await listAppointments(ctx, filter, "Europe/Berlin");

    expect(page.span.firstDay).toBe("2027-03-10");
    expect(page.appointments).toHaveLength(3);
  });

  it("is narrowed by staff member, branch, service and state", async () => {
    expect(await idsOf({ staffId: salon.staffIds[0] })).toEqual([lenas]);
    expect(await idsOf({ branchId: potsdam.branchId })).toEqual([petras]);
    expect(await idsOf({ status: "pending" })).toEqual([mehmets]);
    expect(await idsOf({ serviceId: salon.serviceId })).toHaveLength(3);
    expect(await idsOf({ serviceId: salon.branchId })).toEqual([]);
    expect(await idsOf({ status: "pending", branchId: potsdam.branchId })).toEqual([]);
  });

  it("goes on exactly after the last one shown, also where several begin together", async () => {
    await owner.query(
      `with booked as (
         insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
           starts_at, ends_at, time_zone, price_minor, status, cancelled_at)
         select $1, 'M-' || lpad(n::text, 4, '0'), $2, $3, $4, $5, t, t + interval '1 minute',
           'Europe/Berlin', 0, 'cancelled', now()
         from generate_series(1, 120) n, lateral (select timestamptz '2027-03-11' + n / 7 * interval '61.000001 minutes' as t) x
         returning company_id, id)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Test' from booked`,
      [salon.companyId, salon.customerId, salon.serviceId, salon.staffIds[0], salon.branchId],
    );
    const pages = [await list()];
    for (let next = pages[0]!.next; next !== null; next = pages.at(-1)!.next) {
      pages.push(await list({ after: next }));
    }
    const ids = pages.flatMap(({ appointments }) => appointments.map(({ id }) => id));

    expect(pages.map(({ appointments }) => appointments.length)).toEqual([50, 50, 23]);
    expect(pages.map(({ total }) => total)).toEqual([123, 123, 123]);
    expect(new Set(ids).size).toBe(123);
    const starts = pages.flatMap(({ appointments }) => appointments.map((one) => one.startsAt));
    expect(starts).toEqual([...starts].sort());

    const middle = await list({ before: pages[2]!.previous! });
    expect(middle).toEqual(pages[1]);
    const first = await list({ before: middle.previous! });
    expect(first).toEqual(pages[0]);
    expect(first.previous).toBeNull();
  });

  it.each(["morgen", "2027-13-99T00:00:00.000Z_x", "' or true --"])(
    "begins at the start where an address says %s",
    async (after) => {
      expect(await idsOf({ after })).toHaveLength(3);
    },
  );
});

describe("searching", () => {
  const rename = (name: string) =>
    owner.query("update customers set name = $2 where company_id = $1", [salon.companyId, name]);

  it("finds a part of the name, and the whole reference, in any case", async () => {
    expect(await idsOf({ search: "LENE fis" })).toHaveLength(3);
    const reference = `t-${lenas.slice(0, 8)}`;
    expect(await idsOf({ search: reference })).toEqual([lenas]);
    expect(await idsOf({ search: reference.slice(0, 6) })).toEqual([]);
    expect(await idsOf({ search: "Fischerin" })).toEqual([]);
  });

  it("finds an e-mail address, and a number however it was written", async () => {
    await owner.query("update customers set phone = '+49 (30) 555-1234' where id = $1", [
      salon.customerId,
    ]);

    expect(await idsOf({ search: "MARLENE@exam" })).toHaveLength(3);
    expect(await idsOf({ search: "30 5551 234" })).toContain(lenas);
    expect(await idsOf({ search: "5559" })).toEqual([]);
  });

  it("is in all times, the newest first, whatever days the address says", async () => {
    const long = await createAppointment(salon, { startsAt: new Date("2026-01-05T09:00:00Z") });
    const far = await createAppointment(salon, { startsAt: new Date("2028-01-05T09:00:00Z") });
    const { appointments, total } = await list({ search: "fischer", until: "2027-03-08" });

    expect(total).toBe(5);
    expect(appointments.map(({ id }) => id).at(0)).toBe(far);
    expect(appointments.map(({ id }) => id).at(-1)).toBe(long);
    expect(await idsOf({ search: "fischer", staffId: salon.staffIds[1] })).toEqual([mehmets]);
  });

  it("goes through its pages from the newest to the oldest, and back", async () => {
    for (let day = 0; day < 60; day += 1) {
      const startsAt = new Date(Date.parse("2029-01-01T09:00:00Z") + day * 86_400_000);
      await createAppointment(salon, { startsAt });
    }
    const first = await list({ search: "marlene" });
    const second = await list({ search: "marlene", after: first.next! });
    const starts = [...first.appointments, ...second.appointments].map((one) => one.startsAt);

    expect(starts).toHaveLength(63);
    expect(starts).toEqual([...starts].sort().reverse());
    expect(second.next).toBeNull();
    expect(await list({ search: "marlene", before: second.previous! })).toEqual(first);
  });

  it("finds nothing that somebody may not see", async () => {
    const manager = await addMember(salon.companyId, "manager", { branchId: potsdam.branchId });
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    await createAppointment(await createSalon());

    expect(await idsOf({ search: "fischer" }, manager)).toEqual([petras]);
    expect(await idsOf({ search: "marlene@example.org" }, staff)).toEqual([mehmets]);
    expect(await idsOf({ search: `T-${lenas.slice(0, 8)}` }, staff)).toEqual([]);
    expect(await idsOf({ search: "fischer" })).toHaveLength(3);
  });

  it.each(["%", "_", "\\", "'", "100% O'Neil_\\"])(
    "takes %s for the character it is",
    async (search) => {
      expect(await idsOf({ search })).toEqual([]);
      await rename("Mia 100% O'Neil_\\");
      expect(await idsOf({ search })).toHaveLength(3);
    },
  );
});
