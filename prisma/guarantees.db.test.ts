import { randomUUID } from "node:crypto";
import type { Client } from "pg";
import { beforeEach, describe, expect, it } from "vitest";

import { asApp, attackAs, owner } from "@/tests/support/database";
import {
  addMember,
  createAppointment,
  createSalon,
  STARTS_AT,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let elsewhere: TestSalon;
let appointmentId: string;

beforeEach(async () => {
  salon = await createSalon();
  elsewhere = await createSalon();
  appointmentId = await createAppointment(salon);
});

const attack = (sql: string, values: unknown[] = [], companyId: string | null = salon.companyId) =>
  attackAs(companyId, sql, values);

const count = async (client: Client, table: string) =>
  (await client.query(`select from ${table}`)).rowCount;

describe("one company cannot touch another", () => {
  it("shows nothing to a transaction that names no company", async () => {
    for (const table of ["appointments", "customers", "memberships", "user_invitations"]) {
      expect(await asApp(null, (client) => count(client, table))).toBe(0);
    }
  });

  it("shows only the rows of the company that is named", async () => {
    const seen = await asApp(elsewhere.companyId, (client) => count(client, "appointments"));

    expect(seen).toBe(0);
  });

  it("refuses to write into another company", async () => {
    const sql =
      "insert into services (company_id, name, duration_minutes, price_minor) values ($1, 'x', 30, 0)";

    expect(await attack(sql, [elsewhere.companyId])).toBe("42501");
    expect(await attack(sql, [salon.companyId])).toBe("let through");
  });

  it("refuses to move a row into another company", async () => {
    expect(await attack("update customers set company_id = $1", [elsewhere.companyId])).toBe(
      "42501",
    );
  });

  it("refuses a reference to another company's row", async () => {
    expect(await attack("update staff set branch_id = $1", [elsewhere.branchId])).toBe("23503");
    expect(
      await attack("update customers set name = 'x' where id = $1", [elsewhere.customerId]),
    ).toBe("let through");
    const { rows } = await owner.query("select name from customers where id = $1", [
      elsewhere.customerId,
    ]);
    expect(rows).toEqual([{ name: "Marlene Fischer" }]);
  });

  it("lets a company change itself and no other", async () => {
    await attack("update companies set name = 'Übernommen'");
    const { rows } = await owner.query("select name from companies where id = any ($1)", [
      [elsewhere.companyId],
    ]);

    expect(rows).not.toContainEqual({ name: "Übernommen" });
  });

  it("shows a person the companies they belong to, and a worker where something is due", async () => {
    const seen = await asApp(null, async (client) => {
      await client.query(`set local app.user_id = '${salon.owner.userId}'`);

      const { rows } = await client.query<{ company_id: string }>(
        "select company_id from memberships",
      );

      return rows;
    });
    expect(seen).toEqual([{ company_id: salon.companyId }]);
  });
});

describe("no double booking", () => {
  const book = (startsAt: Date, minutes: number) => `
    with booked as (
      insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
        starts_at, ends_at, time_zone, price_minor)
      select company_id, 'T-${randomUUID().slice(0, 8)}', customer_id, service_id, staff_id, branch_id,
        '${startsAt.toISOString()}', '${startsAt.toISOString()}'::timestamptz + interval '${String(minutes)} minutes',
        time_zone, 0 from appointments limit 1
      returning company_id, id)
    insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
    select company_id, id, 1, 'created', 'system', 'Attack' from booked`;
  const hold = (startsAt: Date, original: string | null = null) => `
    insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at,
      holder, original_appointment_id)
    select company_id, '${original === null ? "new_booking" : "reschedule"}', staff_id, service_id,
      '${startsAt.toISOString()}', '${startsAt.toISOString()}'::timestamptz + interval '45 minutes',
      'attack', ${original === null ? "null" : `'${original}'`} from appointments limit 1`;
  const minutesLater = (minutes: number) => new Date(STARTS_AT.getTime() + minutes * 60_000);

  it("refuses an overlapping appointment, and lets a touching one in", async () => {
    expect(await attack(book(minutesLater(44), 30))).toBe("23P01");
    expect(await attack(book(minutesLater(45), 30))).toBe("let through");
  });

  it("refuses a hold on a booked slot, and a booking on a held one", async () => {
    expect(await attack(hold(minutesLater(30)))).toBe("23P01");
    expect(await attack(hold(minutesLater(60)))).toBe("let through");
    expect(await attack(book(minutesLater(90), 30))).toBe("23P01");
  });

  it("lets an appointment's own move overlap it, and nobody else", async () => {
    expect(await attack(hold(minutesLater(15), appointmentId))).toBe("let through");
    expect(await attack(book(minutesLater(45), 10))).toBe("23P01");
  });

  it("lets one appointment have one move at a time", async () => {
    expect(await attack(hold(minutesLater(15), appointmentId))).toBe("let through");
    expect(await attack(hold(minutesLater(300), appointmentId))).toBe("23505");
  });

  it("frees the slot of what is cancelled or expired, and of nothing else", async () => {
    await attack(hold(minutesLater(60)));
    expect(await attack("update appointment_reservations set status = 'expired'")).toBe(
      "let through",
    );
    expect(await attack(book(minutesLater(60), 30))).toBe("let through");
    expect(await attack("delete from slot_claims")).toBe("42501");
  });

  it("lets one of twenty simultaneous bookings of a slot in", async () => {
    const outcomes = await Promise.all(
      Array.from({ length: 20 }, () => attack(book(minutesLater(120), 30))),
    );

    expect(outcomes.filter((outcome) => outcome === "let through")).toHaveLength(1);
    expect(outcomes.filter((outcome) => outcome === "23P01" || outcome === "40P01")).toHaveLength(
      19,
    );
  });
});

describe("no lost update, and nothing unrecorded", () => {
  const audit = (version: number) => `
    insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
    values ('${salon.companyId}', '${appointmentId}', ${String(version)}, 'rescheduled', 'system', 'Attack')`;

  it.each([
    [
      "a move without a new version",
      "update appointments set starts_at = starts_at + interval '1 day', ends_at = ends_at + interval '1 day'",
    ],
    ["a skipped version", "update appointments set status = 'completed', version = version + 2"],
    ["a version for a note", "update appointments set notes = 'x', version = version + 1"],
    ["a new service without a version", "update appointments set service_id = gen_random_uuid()"],
    ["a version turned back", "update appointments set version = 0"],
  ])("refuses %s", async (_what, sql) => {
    expect(await attack(sql)).toBe("PV001");
  });

  it("refuses to begin at another version", async () => {
    const sql = `insert into appointments (company_id, reference, customer_id, service_id, staff_id,
        branch_id, starts_at, ends_at, time_zone, price_minor, version)
      select company_id, 'T-2-x', customer_id, service_id, staff_id, branch_id, now(),
        now() + interval '1 hour', time_zone, 0, 2 from appointments limit 1`;

    expect(await attack(sql)).toBe("PV001");
  });

  it("lets a note be written without a version", async () => {
    expect(await attack("update appointments set notes = 'Fensterplatz'")).toBe("let through");
  });

  it("refuses a version without its audit row, and an audit row without its version", async () => {
    const sql = "update appointments set status = 'completed', version = version + 1";

    expect(await attack(sql)).toBe("PV002");
    expect(await attack(audit(2))).toBe("PV002");
    expect(await attack(`${sql}; ${audit(2)}`)).toBe("let through");
  });

  it("does not look away because another company is named before the commit", async () => {
    const sql = `update appointments set status = 'completed', version = version + 1;
      set local app.company_id = '${elsewhere.companyId}'`;

    expect(await attack(sql)).toBe("PV002");
  });

  it("refuses a second audit row for a version", async () => {
    expect(await attack(audit(1))).toBe("23505");
  });
});

describe("the audit log only grows", () => {
  it.each([
    "update appointment_audit_logs set actor_name = 'niemand'",
    "delete from appointment_audit_logs",
    "truncate appointment_audit_logs",
  ])("refuses %s, to the app and to its owner", async (sql) => {
    expect(await attack(sql)).toBe("42501");
    await expect(owner.query(sql)).rejects.toMatchObject({ code: "PV003" });
  });

  it("has nowhere to write a later change down", async () => {
    const { rows } = await owner.query(
      "select from information_schema.columns where table_name = 'appointment_audit_logs' and column_name = 'updated_at'",
    );

    expect(rows).toHaveLength(0);
  });
});

describe("people", () => {
  const leave = (id: string) =>
    attack("update memberships set deactivated_at = now() where id = $1", [id]);

  it("keeps the last owner: active, an owner, and there", async () => {
    await addMember(salon.companyId, "staff");

    expect(await leave(salon.owner.membershipId)).toBe("PV004");
    expect(await attack("update memberships set role = 'admin'")).toBe("PV004");
    await expect(
      owner.query("delete from memberships where id = $1", [salon.owner.membershipId]),
    ).rejects.toMatchObject({ code: "PV004" });
  });

  it("keeps the last owner whatever company is named before the commit", async () => {
    const sql = `update memberships set role = 'admin'; set local app.company_id = '${elsewhere.companyId}'`;

    expect(await attack(sql)).toBe("PV004");
  });

  it("lets one of two owners who leave at the same moment go", async () => {
    const other = await addMember(salon.companyId, "owner");
    const outcomes = await Promise.all([
      leave(salon.owner.membershipId),
      leave(other.membershipId),
    ]);

    expect(outcomes.filter((outcome) => outcome === "let through")).toHaveLength(1);
  });

  it("gives a staff member one active membership", async () => {
    await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });

    await expect(
      addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] }),
    ).rejects.toMatchObject({ constraint: "memberships_one_per_staff" });
  });

  it("has one pending invitation for an address, however it is written", async () => {
    const invite = (email: string) =>
      attack(
        `insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
         values ($1, $2, $3, 'staff', $4, '')`,
        [salon.companyId, email, email.toLowerCase(), salon.owner.membershipId],
      );

    expect(await invite("anna@example.org")).toBe("let through");
    expect(await invite("Anna@Example.ORG")).toBe("23505");
    await attack("update user_invitations set status = 'expired'");
    expect(await invite("anna@example.org")).toBe("let through");
  });
});
