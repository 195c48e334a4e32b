import { randomUUID } from "node:crypto";
import { beforeEach, describe, expect, it } from "vitest";

import { NEXT_STATUSES } from "@/lib/appointments/rules";
import { APPOINTMENT_STATUSES } from "@/lib/appointments/schema";
import { attackAs, owner } from "@/tests/support/database";
import { createAppointment, createSalon, STARTS_AT, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  appointmentId = await createAppointment(salon);
});

const attack = (sql: string) => attackAs(salon.companyId, sql);

describe("what has become of an appointment", () => {
  const become = (status: string, version: number) => `
    with changed as (
      update appointments set status = '${status}', version = version + 1,
        cancelled_at = ${status === "cancelled" ? "now()" : "null"}
      where id = '${appointmentId}' returning company_id, id, version)
    insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
    select company_id, id, ${String(version)}, 'status_changed', 'system', 'Attack' from changed`;

  it("follows from what it was: nothing that is over begins again", async () => {
    expect(await attack(become("pending", 2))).toBe("PV006");
    expect(await attack(become("completed", 2))).toBe("let through");
    expect(await attack(become("confirmed", 3))).toBe("PV006");
    expect(await attack(become("cancelled", 3))).toBe("PV006");
    expect(await attack(become("no_show", 3))).toBe("let through");
  });

  it("is what the portal says it can be, for every pair of states", async () => {
    const answers: [string, string][] = [];
    for (const from of APPOINTMENT_STATUSES) {
      for (const to of APPOINTMENT_STATUSES) {
        const isCancelled = from === "cancelled";
        const startsAt = new Date(STARTS_AT.getTime() + (answers.length + 1) * 3_600_000);
        const status = isCancelled ? "confirmed" : from;
        appointmentId = await createAppointment(salon, { startsAt, status });
        if (isCancelled) await attack(become("cancelled", 2));
        answers.push([`${from} → ${to}`, await attack(become(to, isCancelled ? 3 : 2))]);
      }
    }
    const expected = APPOINTMENT_STATUSES.flatMap((from) =>
      APPOINTMENT_STATUSES.map((to) => {
        // What stays as it is makes no version.
        if (from === to) return [`${from} → ${to}`, "PV001"];

        return [`${from} → ${to}`, NEXT_STATUSES[from].includes(to) ? "let through" : "PV006"];
      }),
    );

    expect(answers).toEqual(expected);
  });

  it.each(["staff", "branches"])(
    "is not confirmed again where its place among the %s has ended",
    async (table) => {
      expect(await attack(become("cancelled", 2))).toBe("let through");
      const place = [salon.companyId];
      await owner.query("update staff set is_active = false where company_id = $1", place);
      if (table === "branches") {
        await owner.query("update branches set is_active = false where company_id = $1", place);
      }

      expect(await attack(become("confirmed", 3))).toBe("PV009");
    },
  );
});

describe("one place at a time", () => {
  const book = (minutes: number, staff: string) => `
    with booked as (
      insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
        starts_at, ends_at, time_zone, price_minor, buffer_before_minutes)
      select company_id, 'T-${randomUUID().slice(0, 8)}', customer_id, service_id, '${staff}', branch_id,
        starts_at + interval '${String(minutes)} minutes', ends_at + interval '${String(minutes)} minutes',
        time_zone, 0, 15 from appointments where id = '${appointmentId}'
      returning company_id, id)
    insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
    select company_id, id, 1, 'created', 'system', 'Attack' from booked`;

  it("keeps a customer from two appointments at once, with whomever; the time around does not count", async () => {
    expect(await attack(book(44, salon.staffIds[1]))).toBe("23P01");
    expect(await attack(book(45, salon.staffIds[1]))).toBe("let through");
  });

  it("keeps the time around an appointment free of others at the same staff member", async () => {
    expect(await attack(book(50, salon.staffIds[0]))).toBe("23P01");
    expect(await attack(book(60, salon.staffIds[0]))).toBe("let through");
  });

  it("gives a customer two holds at most", async () => {
    const hold = (hours: number, number: number) => `
      insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
        holder, customer_id, hold_number)
      select company_id, 'new_booking', staff_id, service_id, starts_at + interval '${String(hours)} hours',
        ends_at + interval '${String(hours)} hours', 'attack ${String(hours)}', customer_id, ${String(number)}
      from appointments where id = '${appointmentId}'`;

    expect(await attack(hold(1, 1))).toBe("let through");
    expect(await attack(hold(2, 1))).toBe("23505");
    expect(await attack(hold(2, 2))).toBe("let through");
    expect(await attack(hold(3, 3))).toBe("23514");
  });
});

describe("a booking in the calendar", () => {
  it("is one appointment's", async () => {
    await createAppointment(salon, { startsAt: new Date(STARTS_AT.getTime() + 7_200_000) });
    const take = (id: string) => `
      update appointments set calcom_booking_uid = 'one', calcom_starts_at = starts_at,
        calcom_is_cancelled = false where ${id}`;

    expect(await attack(take(`id = '${appointmentId}'`))).toBe("let through");
    expect(await attack(take(`id <> '${appointmentId}'`))).toBe("23505");
  });
});

describe("what is there stays", () => {
  it("deletes no appointment and no customer, unless an import is taken back untouched", async () => {
    expect(await attack("delete from appointments")).toBe("PV007");
    expect(await attack("delete from customers")).toBe("PV007");

    const { rows } = await owner.query<{ id: string }>(
      `insert into imports (company_id, kind, format, file_name, entries, created_by)
       values ($1, 'customers', 'csv', 'Kundschaft.csv', '[]', $2) returning id`,
      [salon.companyId, salon.owner.membershipId],
    );
    const imported = rows[0]?.id;
    const add = (version: number) =>
      owner.query(
        "insert into customers (company_id, name, import_id, version) values ($1, 'Neu', $2, $3)",
        [salon.companyId, imported, version],
      );
    await add(1);
    expect(await attack("delete from customers where import_id is not null")).toBe("let through");
    await add(2);
    expect(await attack("delete from customers where import_id is not null")).toBe("PV007");
  });
});
