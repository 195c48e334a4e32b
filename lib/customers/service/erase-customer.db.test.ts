import { beforeEach, describe, expect, it } from "vitest";

import { bookAppointment } from "@/lib/appointments/service/book-appointment";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import {
  CustomerErased,
  CustomerExpected,
  CustomerKept,
  CustomersChanged,
} from "@/lib/customers/errors";
import { eraseCustomerSchema } from "@/lib/customers/schema";
import { eraseCustomer, keepCustomer } from "@/lib/customers/service/erase-customer";
import { getCustomer } from "@/lib/customers/service/get-customer";
import { listCustomers } from "@/lib/customers/service/list-customers";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { changeCustomer } from "@/lib/customers/service/save-customer";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { untilWaiting } from "@/tests/support/behind-lock";
import { attackAs, owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createCustomer,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

const NOW = new Date("2027-03-10T10:00:00Z");
const PAST = new Date("2027-03-01T09:00:00Z");

let salon: TestSalon;
let customerId: string;

beforeEach(async () => {
  salon = await createSalon();
  customerId = await createCustomer(salon);
  await owner.query(
    `update customers set name = 'Ottilie Vergessmeinnicht', email = 'ottilie@example.org',
       email_normalised = 'ottilie@example.org', phone = '0170 7654321', notes = 'Mag Kamille' where id = $1`,
    [customerId],
  );
});

const ctx = (member: Member = salon.owner) => as(salon.companyId, member, NOW);
const erase = (version = 1, member?: Member) =>
  eraseCustomer(
    ctx(member),
    eraseCustomerSchema.parse({ customerId, version, because: "requested", isFinal: "on" }),
  );
const versionOf = async () =>
  Number((await stored("select version from customers where id = $1", customerId))[0]!["version"]);

/** Every table of the company as text, but for what is kept on purpose: the two logs. */
async function everythingKept(): Promise<string> {
  const tables = await stored(
    `select table_name as name from information_schema.columns
     where table_schema = 'public' and column_name = 'company_id'
       and table_name not in ('appointment_audit_logs', 'activity_log')`,
  );
  const texts: string[] = [];
  for (const { name } of tables) {
    const rows = await stored(
      `select coalesce(string_agg(t::text, ' '), '') as text from "${String(name)}" t where company_id = $1`,
      salon.companyId,
    );
    texts.push(String(rows[0]!["text"]));
  }

  return texts.join("\n");
}

describe("eraseCustomer", () => {
  it("leaves the appointments, and nowhere who it was", async () => {
    const merged = await createCustomer(salon);
    await owner.query("update customers set name = 'Otti V.', merged_into = $2 where id = $1", [
      merged,
      customerId,
    ]);
    const id = await createAppointment(salon, { startsAt: PAST, status: "completed", customerId });
    await owner.query(
      `update appointments set notes = 'Kamille!', cancellation_reason = 'krank', link_hash = '\\x01' where id = $1`,
      [id],
    );
    await owner.query(
      `insert into appointment_email_queue (company_id, appointment_id, kind, audience, recipient, snapshot)
       values ($1, $2, 'booked', 'customer', 'ottilie@example.org', '{"customer": "Ottilie Vergessmeinnicht"}')`,
      [salon.companyId, id],
    );
    await owner.query(
      "insert into appointment_link_opens (company_id, appointment_id, link_generation, ip_address) values ($1, $2, 1, '203.0.113.0')",
      [salon.companyId, id],
    );
    await owner.query(
      "insert into mail_suppressions (company_id, email_normalised, reason) values ($1, 'ottilie@example.org', 'bounced')",
      [salon.companyId],
    );
    await owner.query(
      "insert into customer_access_links (company_id, email_normalised, token_hash) values ($1, 'ottilie@example.org', '\\x02')",
      [salon.companyId],
    );
    const others = await createAppointment(salon, { startsAt: PAST, staffId: salon.staffIds[1] });
    await owner.query("update appointments set notes = 'bleibt' where id = $1", [others]);
    expect(await everythingKept()).toMatch(/ottilie/i);

    await erase();

    const left = await everythingKept();
    for (const trace of ["ottilie", "otti v", "7654321", "kamille", "krank", "203.0.113.0"]) {
      expect(left.toLowerCase()).not.toContain(trace);
    }
    expect(left).toContain("bleibt");
    const [kept] = await stored("select status, price_minor from appointments where id = $1", id);
    expect(kept).toMatchObject({ status: "completed" });
    expect(await getCustomer(ctx(), customerId)).toMatchObject({
      name: `Gelöschte Person ${customerId.slice(-4).toUpperCase()}`,
      ...{ email: "", phone: "", notes: "", erasedAt: NOW.toISOString(), appointmentCount: 1 },
    });
    const { customers } = await listCustomers(ctx(), { search: "" });
    expect(customers.map(({ id: listed }) => listed)).not.toContain(customerId);
    const log = "select event, data from activity_log where subject_id = $1";
    expect(await stored(log, customerId)).toEqual([
      { event: "customer_erased", data: { name: expect.stringContaining("Gelöschte") as string } },
    ]);
  });

  it("waits until no appointment is ahead or open", async () => {
    for (const [days, status] of ["pending", "confirmed", "in_progress"].entries()) {
      const startsAt = new Date(PAST.getTime() + days * 86_400_000);
      const id = await createAppointment(salon, { startsAt, status, customerId });
      await expect(erase()).rejects.toThrow(CustomerExpected);
      await owner.query("update appointments set customer_id = $2 where id = $1", [
        id,
        salon.customerId,
      ]);
    }
    expect(await everythingKept()).toMatch(/ottilie/i);
  });

  it("is refused while somebody has said that the data must be kept, and says why", async () => {
    await keepCustomer(ctx(), { customerId, version: 1, reason: "Streit um Rechnung 12" });
    await expect(erase(2)).rejects.toThrow(CustomerKept);
    await expect(erase(2)).rejects.toMatchObject({ params: { reason: "Streit um Rechnung 12" } });

    await keepCustomer(ctx(), { customerId, version: 2, reason: "" });
    await erase(3);
    expect(await everythingKept()).not.toMatch(/ottilie/i);
  });

  it("happens once, and nobody writes a name there afterwards", async () => {
    const outcomes = await Promise.allSettled([erase(), erase(), erase()]);
    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    await expect(erase(2)).rejects.toThrow(CustomerErased);

    const { name, email, phone, locale, timeZone, notes } = {
      ...{ name: "Ottilie", email: "", phone: "", notes: "" },
      ...{ locale: "de" as const, timeZone: "Europe/Berlin" },
    };
    const back = { customerId, version: 2, name, email, phone, locale, timeZone, notes };
    await expect(changeCustomer(ctx(), back)).rejects.toThrow(CustomerErased);
    await expect(keepCustomer(ctx(), { customerId, version: 2, reason: "doch" })).rejects.toThrow(
      CustomerErased,
    );
    const merge = { customerId, version: 2, otherId: salon.customerId, otherVersion: 1 };
    await expect(mergeCustomers(ctx(), merge)).rejects.toThrow(CustomerErased);
    expect(await versionOf()).toBe(2);
  });

  it("leaves nobody for whom something could be booked or restored", async () => {
    const startsAt = new Date("2027-03-18T09:00:00Z");
    const appointmentId = await createAppointment(salon, { startsAt, customerId });
    await cancelAppointment(ctx(), { appointmentId, version: 1, reason: "" });
    await erase();

    const { serviceId, branchId, staffIds } = salon;
    const wanted = { customerId, serviceId, branchId, staffId: staffIds[0], startsAt };
    await expect(
      bookAppointment(ctx(), { ...wanted, notes: "", reason: "", holdId: undefined }),
    ).rejects.toThrow(CustomerErased);
    await expect(
      takeStep(ctx(), { appointmentId, version: 2, step: "restore", reason: "" }),
    ).rejects.toThrow(CustomerErased);
  });

  it("is refused for what the page has not shown, and to everybody else", async () => {
    await keepCustomer(ctx(), { customerId, version: 1, reason: "" });
    await expect(erase(1)).rejects.toThrow(CustomersChanged);
    for (const role of ["manager", "staff"] as const) {
      const member = await addMember(salon.companyId, role, { branchId: salon.branchId });
      await expect(erase(2, member)).rejects.toThrow(NotAllowed);
      await expect(
        keepCustomer(ctx(member), { customerId, version: 2, reason: "x" }),
      ).rejects.toThrow(NotAllowed);
    }
    const elsewhere = await createSalon();
    const theirs = as(elsewhere.companyId, elsewhere.owner, NOW);
    await expect(
      eraseCustomer(theirs, { customerId, version: 2, because: "requested", isFinal: "on" }),
    ).rejects.toThrow(NotFound);
    expect(await everythingKept()).toMatch(/ottilie/i);
  });
});

describe("past the services", () => {
  const attack = (sql: string, ...values: unknown[]) =>
    attackAs(salon.companyId, sql, [customerId, ...values]);
  const ERASE =
    "update customers set erased_at = now(), erased_because = 'requested', name = 'x' where id = $1";
  const giveAway = (appointmentId: string) =>
    owner.query("update appointments set customer_id = $2 where id = $1", [
      appointmentId,
      salon.customerId,
    ]);

  it("an erasure takes all of it along, and what must be kept stays", async () => {
    const id = await createAppointment(salon, { startsAt: PAST, customerId });
    expect(await attack(ERASE)).toBe("PV012");
    await giveAway(id);
    const keep = (reason: string | null) =>
      attack("update customers set retention_hold = $2 where id = $1", reason);
    await keep("Prüfung");
    expect(await attack(ERASE)).toBe("PV013");
    await keep(null);
    expect(await attack(ERASE)).toBe("let through");

    const kept = "select email, phone, notes from customers where id = $1";
    expect(await stored(kept, customerId)).toEqual([{ email: null, phone: null, notes: null }]);
  });

  it("nobody comes back, and nothing is booked for nobody", async () => {
    const startsAt = new Date("2027-03-20T09:00:00Z");
    const cancelled = await createAppointment(salon, { startsAt, customerId });
    await cancelAppointment(ctx(), { appointmentId: cancelled, version: 1, reason: "" });
    await erase();
    const back = "update customers set erased_at = null, erased_because = null where id = $1";
    expect(await attack(back)).toBe("PV011");
    expect(await attack("update customers set email = 'a@b.de' where id = $1")).toBe("PV011");
    await expect(createAppointment(salon, { startsAt: PAST, customerId })).rejects.toMatchObject({
      code: "PV011",
    });
    const restore =
      "update appointments set status = 'confirmed', version = 3 where customer_id = $1 and id = $2";
    expect(await attack(restore, cancelled)).toBe("PV011");
  });

  it("of a booking and an erasure at once, the second one sees the first", async () => {
    const template = await createAppointment(salon, { startsAt: PAST });
    const client = await owner.connect();
    try {
      await client.query("begin");
      await client.query(
        `with booked as (
           insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
             starts_at, ends_at, time_zone, price_minor)
           select company_id, 'RACE-1', $2, service_id, staff_id, branch_id, starts_at + interval '9 days',
             ends_at + interval '9 days', time_zone, price_minor
           from appointments where id = $1 returning company_id, id)
         insert into appointment_audit_logs
           (company_id, appointment_id, version, action, actor_kind, actor_name)
         select company_id, id, 1, 'created', 'system', 'Test' from booked`,
        [template, customerId],
      );
      const erased = erase().catch((error: unknown) => error);
      await untilWaiting(1);
      await client.query("commit");

      expect(await erased).toBeInstanceOf(CustomerExpected);
    } finally {
      client.release();
    }
    expect(await everythingKept()).toMatch(/ottilie/i);
  });
});
