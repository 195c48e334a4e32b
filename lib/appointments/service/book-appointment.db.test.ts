import { beforeEach, describe, expect, it } from "vitest";

import {
  CustomerElsewhere,
  NotOffered,
  OutsideOpeningHours,
  SlotInThePast,
  SlotTaken,
  TooFarAhead,
} from "@/lib/appointments/errors";
import type { Book } from "@/lib/appointments/schema";
import { bookAppointment, holdNewSlot } from "@/lib/appointments/service/book-appointment";
import { listBookableSlots } from "@/lib/appointments/service/bookable-slots";
import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { openManagedAppointment } from "@/lib/appointments/service/manage-link";
import { manageToken } from "@/lib/appointments/service/manage-link";
import type { Actor } from "@/lib/tenancy/actor";
import { NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createCustomer,
  createSalon,
  linkHolder,
  STARTS_AT,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

const MINUTE_MS = 60_000;

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const wanted = (change: Partial<Book> = {}): Book => ({
  customerId: salon.customerId,
  serviceId: salon.serviceId,
  branchId: salon.branchId,
  staffId: salon.staffIds[0],
  startsAt: STARTS_AT,
  holdId: undefined,
  notes: "",
  reason: "",
  ...change,
});
const book = (change: Partial<Book> = {}, actor: Actor = salon.owner) =>
  bookAppointment(as(salon.companyId, actor), wanted(change));

describe("bookAppointment", () => {
  it("books with everything it leaves behind: version, log, mail, and a link that works", async () => {
    const { id } = await book({ notes: "Allergie gegen Ammoniak" });
    const [row] = await stored(
      `select status, version, starts_at, ends_at, price_minor, notes, time_zone, policy
       from appointments where id = $1`,
      id,
    );

    expect(row).toMatchObject({
      status: "confirmed",
      version: 1,
      starts_at: STARTS_AT,
      ends_at: new Date(STARTS_AT.getTime() + 45 * MINUTE_MS),
      price_minor: 4900,
      notes: "Allergie gegen Ammoniak",
      time_zone: "Europe/Berlin",
      policy: { rescheduleNoticeMinutes: 1440, maxReschedules: 3 },
    });
    expect(
      await stored(
        "select version, action, actor_name, new_values->'customer'->>'name' as customer from appointment_audit_logs where appointment_id = $1",
        id,
      ),
    ).toEqual([
      { version: 1, action: "created", actor_name: "Jana Richter", customer: "Marlene Fischer" },
    ]);
    expect(
      await stored(
        "select kind, audience from appointment_email_queue where appointment_id = $1",
        id,
      ),
    ).toEqual([{ kind: "booked", audience: "customer" }]);
    const opened = await openManagedAppointment(
      as(salon.companyId, VISITOR),
      manageToken(salon.companyId, id, 1),
    );
    expect(opened.appointment.id).toBe(id);
  });

  it("keeps what was promised when the company's rules change", async () => {
    const { id } = await book();
    await owner.query(
      "insert into appointment_policies (company_id, reschedule_notice_minutes) values ($1, 10080)",
      [salon.companyId],
    );
    const early = new Date(STARTS_AT.getTime() - 48 * 60 * MINUTE_MS);
    const read = (actor: Actor) => getAppointment(as(salon.companyId, actor, early), id);

    expect((await read(linkHolder(salon, id))).reschedule.refusal).toBeNull();
    const later = await book({ startsAt: new Date(STARTS_AT.getTime() + 60 * MINUTE_MS) });
    const second = await getAppointment(
      as(salon.companyId, linkHolder(salon, later.id), early),
      later.id,
    );
    expect(second.reschedule.refusal).toBe("notice-too-short");
  });

  it("claims the time around it for the staff member, and for nobody else", async () => {
    await owner.query(
      "update services set buffer_before_minutes = 10, buffer_after_minutes = 20 where id = $1",
      [salon.serviceId],
    );
    await book();
    const at = (minutes: number) => new Date(STARTS_AT.getTime() + minutes * MINUTE_MS);
    const other = await createCustomer(salon);

    await expect(book({ customerId: other, startsAt: at(70) })).rejects.toThrow(SlotTaken);
    await expect(book({ customerId: other, startsAt: at(75) })).resolves.toHaveProperty("id");
    await expect(book({ startsAt: at(45), staffId: salon.staffIds[1] })).resolves.toHaveProperty(
      "id",
    );
  });

  it("uses the member's hold up, and does without one that has run out", async () => {
    const ctx = as(salon.companyId, salon.owner);
    const held = await holdNewSlot(ctx, wanted());
    await expect(book({ customerId: await createCustomer(salon) })).rejects.toThrow(SlotTaken);
    await book({ holdId: held.id });
    const late = await holdNewSlot(ctx, wanted({ staffId: salon.staffIds[1] }));
    await owner.query("update appointment_reservations set expires_at = now() where id = $1", [
      late.id,
    ]);
    const other = await createCustomer(salon);
    await book({ holdId: late.id, staffId: salon.staffIds[1], customerId: other });

    expect(
      await stored(
        "select status from appointment_reservations where company_id = $1 order by created_at",
        salon.companyId,
      ),
    ).toEqual([{ status: "converted" }, { status: "converted" }]);
  });

  it("lets one of twenty at once have a slot, and tells the others what is free", async () => {
    const customers = await Promise.all(Array.from({ length: 20 }, () => createCustomer(salon)));
    const outcomes = await Promise.allSettled(customers.map((customerId) => book({ customerId })));
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(19);
    expect(refused.every(({ reason }) => reason instanceof SlotTaken)).toBe(true);
    expect(refused[0]?.reason).toHaveProperty("details.nearest.length", 3);
  });

  it("refuses a second place for the same customer at the same time", async () => {
    await book();

    await expect(book({ staffId: salon.staffIds[1] })).rejects.toThrow(CustomerElsewhere);
  });

  it("is bound by hours, closed days and the horizon, unless somebody may override with a reason", async () => {
    const evening = { startsAt: new Date("2027-03-10T18:00:00Z") };
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const performer = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    await createAppointment(salon);
    await owner.query(
      "insert into closures (company_id, name, first_day, last_day) values ($1, 'Betriebsausflug', '2027-03-12', '2027-03-12')",
      [salon.companyId],
    );

    await expect(book(evening)).rejects.toThrow(OutsideOpeningHours);
    await expect(book({ startsAt: new Date("2027-03-12T09:00:00Z") })).rejects.toThrow(
      OutsideOpeningHours,
    );
    await expect(book({ startsAt: new Date("2027-09-01T09:00:00Z") })).rejects.toThrow(TooFarAhead);
    await expect(book({ startsAt: new Date("2027-02-01T09:00:00Z") })).rejects.toThrow(
      SlotInThePast,
    );
    await expect(book({ ...evening, reason: "Brautpaar" }, performer)).rejects.toThrow(
      OutsideOpeningHours,
    );
    const { id } = await book({ ...evening, reason: "Brautpaar" }, manager);
    const [line] = await stored(
      "select reason, new_values->>'override' as override from appointment_audit_logs where appointment_id = $1",
      id,
    );
    expect(line).toEqual({ reason: "Brautpaar", override: "outside-opening-hours" });
  });

  it("is refused where a part is unknown, put away, of another company or not offered", async () => {
    const elsewhere = await createSalon();
    const potsdam = await createBranch(salon);
    const mergedInto = await createCustomer(salon);
    const merged = await createCustomer(salon);
    await owner.query("update customers set merged_into = $2 where id = $1", [merged, mergedInto]);

    for (const change of [
      { customerId: elsewhere.customerId },
      { serviceId: elsewhere.serviceId },
      { staffId: elsewhere.staffIds[0] },
      { branchId: elsewhere.branchId },
      { staffId: potsdam.staffIds[0] },
      { customerId: merged },
    ]) {
      await expect(book(change)).rejects.toThrow(NotOffered);
    }
    await owner.query("update services set is_active = false where id = $1", [salon.serviceId]);
    await expect(book()).rejects.toThrow(NotOffered);
  });

  it("is for those who could change the appointment", async () => {
    const { companyId, staffIds } = salon;
    const colleague = await addMember(companyId, "staff", { staffId: staffIds[1] });
    const existing = await createAppointment(salon);

    await expect(book({}, colleague)).rejects.toThrow(NotFound);
    await expect(book({}, linkHolder(salon, existing))).rejects.toThrow(NotFound);
    await expect(book({}, VISITOR)).rejects.toThrow(NotFound);
  });
});

describe("listBookableSlots", () => {
  const list = (actor: Actor = salon.owner, staffId?: string) =>
    listBookableSlots(as(salon.companyId, actor), {
      customerId: salon.customerId,
      serviceId: salon.serviceId,
      branchId: salon.branchId,
      ...(staffId !== undefined && { staffId }),
    });

  it("offers what a booking then accepts", async () => {
    const [day] = (await list()).days;
    const slot = day!.slots[0]!;

    await expect(
      book({ startsAt: new Date(slot.startsAt), staffId: slot.staff.id }),
    ).resolves.toHaveProperty("id");
    const after = (await list()).days.flatMap(({ slots }) => slots);
    expect(after).not.toContainEqual(slot);
  });

  it("offers staff their own time, and managers their branch's", async () => {
    const performer = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    const potsdam = await createBranch(salon);
    const outsider = await addMember(salon.companyId, "manager", { branchId: potsdam.branchId });
    await expect(list(outsider)).rejects.toThrow(NotOffered);
    await createAppointment(salon, { staffId: salon.staffIds[1] });
    const mine = await list(performer);

    expect(mine.staff.map(({ id }) => id)).toEqual([salon.staffIds[1]]);
    expect(new Set(mine.days.flatMap(({ slots }) => slots.map(({ staff }) => staff.id)))).toEqual(
      new Set([salon.staffIds[1]]),
    );
  });

  it("leaves out when the customer is with somebody else", async () => {
    await createAppointment(salon, { customerId: salon.customerId });
    const taken = STARTS_AT.toISOString();
    const far = new Date("2027-03-10T00:00:00Z");
    const { days } = await listBookableSlots(as(salon.companyId, salon.owner), {
      customerId: salon.customerId,
      serviceId: salon.serviceId,
      branchId: salon.branchId,
      from: far,
    });

    expect(days[0]?.date).toBe("2027-03-10");
    expect(days[0]?.slots.map(({ startsAt }) => startsAt)).not.toContain(taken);
  });
});
