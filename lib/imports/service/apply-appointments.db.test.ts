import { beforeEach, describe, expect, it } from "vitest";

import { ImportSettled } from "@/lib/imports/errors";
import type { AppointmentImport } from "@/lib/imports/schema";
import { applyImport } from "@/lib/imports/service/apply-import";
import { getImport } from "@/lib/imports/service/imports";
import { startAppointmentImport } from "@/lib/imports/service/start-appointment-import";
import { undoImport } from "@/lib/imports/service/undo-import";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { APPOINTMENT_HEAD, appointmentRow } from "@/tests/support/appointment-file";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const start = (rows: string, defaults: { serviceId?: string; staffId?: string } = {}) =>
  startAppointmentImport(ctx(), {
    text: APPOINTMENT_HEAD + rows,
    fileName: "Termine.csv",
    ...defaults,
  });
const read = async (id: string) => (await getImport(ctx(), id)) as AppointmentImport;
const problemsOf = async (rows: string, defaults = {}) =>
  (await read(await start(rows, defaults))).entries.map(({ problem }) => problem);
const imported = (id: string) =>
  stored(
    `select a.id, a.status, a.starts_at, a.ends_at, a.price_minor, a.notes, a.policy is not null as "isPromised",
       a.customer_id, c.name from appointments a join customers c on c.id = a.customer_id
     where a.import_id = $1 order by a.starts_at`,
    id,
  );
describe("importing appointments", () => {
  const FILE = [
    appointmentRow("10.03.2027", "10:00", { email: "anna@example.org", notes: "=1+1" }),
    appointmentRow("11.03.2027", "10:00", { email: "ANNA@example.org", minutes: "90" }),
    appointmentRow("10.02.2027", "10:00", {
      name: "Marlene Fischer",
      email: "marlene@example.org",
    }),
    appointmentRow("12.03.2027", "10:00", {
      name: "Bert Tal",
      phone: "030 555 12 34",
      status: "storniert",
    }),
    appointmentRow("12.03.2027", "10:00", {
      name: "Bert Tal",
      phone: "+49 30 1",
      staff: "Niemand",
    }),
  ].join("");

  it("writes the good rows with their log lines, whoever is new once, and no mail", async () => {
    const id = await start(FILE);
    await applyImport(ctx(), id);

    expect(await imported(id)).toMatchObject([
      { status: "completed", customer_id: salon.customerId, isPromised: false },
      {
        ...{ status: "confirmed", name: "Anna Berg", notes: "=1+1", price_minor: 4900 },
        ...{ starts_at: new Date("2027-03-10T09:00:00Z"), isPromised: true },
      },
      { status: "confirmed", ends_at: new Date("2027-03-11T10:30:00Z") },
      { status: "cancelled", name: "Bert Tal" },
    ]);
    expect(
      await stored("select name from customers where import_id = $1 order by name", id),
    ).toEqual([{ name: "Anna Berg" }, { name: "Bert Tal" }]);
    expect(
      await stored(
        "select distinct action, version, actor_name from appointment_audit_logs where company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ action: "imported", version: 1, actor_name: "Jana Richter" }]);
    expect(
      await stored("select from appointment_email_queue where company_id = $1", salon.companyId),
    ).toEqual([]);
    expect(await read(id)).toMatchObject({
      status: "applied",
      appointmentCount: 4,
      customerCount: 2,
      badCount: 1,
      openCount: 0,
      keptCount: 0,
    });
  });

  it("writes nothing a second time when the same file comes again", async () => {
    await applyImport(ctx(), await start(FILE));

    expect(await problemsOf(FILE)).toEqual([
      ...["time-taken", "time-taken", "time-taken", "appointment-known", "staff-not-found"],
    ]);
  });

  it("is applied once, whoever presses at the same time", async () => {
    const id = await start(FILE);
    await Promise.allSettled([1, 2, 3].map(() => applyImport(ctx(), id)));

    expect(await imported(id)).toHaveLength(4);
    expect((await read(id)).openCount).toBe(0);
    await expect(applyImport(ctx(), id)).rejects.toThrow(ImportSettled);
  });

  it("goes on where somebody was interrupted", async () => {
    const id = await start(FILE);
    await owner.query("update imports set status = 'applied', applied_at = now() where id = $1", [
      id,
    ]);
    await owner.query(
      `update imports set entries = (select jsonb_agg(e || jsonb_build_object('customerId', $2::text))
         from jsonb_array_elements(entries) e where e->>'line' = '2') where id = $1`,
      [id, salon.customerId],
    );
    expect((await read(id)).openCount).toBe(1);
    await applyImport(ctx(), id);

    expect(await imported(id)).toHaveLength(1);
  });

  it("leaves out what has been taken since it was looked at, and names it", async () => {
    const id = await start(FILE);
    await createAppointment(salon, { startsAt: new Date("2027-03-10T09:15:00Z") });
    await applyImport(ctx(), id);

    expect(await imported(id)).toHaveLength(3);
    expect((await read(id)).entries.map(({ problem }) => problem)).toEqual([
      ...["time-taken", null, null, null, "staff-not-found"],
    ]);
  });

  it("writes a time once when two files with it are applied at once", async () => {
    const [one, other] = [await start(FILE), await start(FILE)];
    await Promise.all([applyImport(ctx(), one), applyImport(ctx(), other)]);
    const standing = await stored(
      "select from appointments where company_id = $1 and status <> 'cancelled'",
      salon.companyId,
    );

    expect(standing).toHaveLength(3);
  });

  it("finds one customer behind two addresses, also when two became one meanwhile", async () => {
    const rows =
      appointmentRow("10.03.2027", "10:00", { email: "anna@example.org" }) +
      appointmentRow("10.03.2027", "10:15", {
        name: "A. Berg",
        phone: "030 5551234",
        staff: "Mehmet Aydın",
      });
    const id = await start(rows);
    const [anna, berg] = await Promise.all(
      [
        ["Anna Berg", "anna@example.org", null],
        ["A. Berg", null, "+030 5551234"],
      ].map(async ([name, email, phone]) => {
        const [added] = await stored(
          `insert into customers (company_id, name, email, email_normalised, phone)
           values ($1, $2, $3, $3, $4) returning id`,
          ...[salon.companyId, name, email, phone],
        );

        return added!["id"] as string;
      }),
    );
    await owner.query("update customers set merged_into = $2 where id = $1", [berg, anna]);
    await owner.query("update customers set phone = '030 5551234' where id = $1", [anna]);
    expect(await problemsOf(rows)).toEqual([null, "customer-twice"]);
    await applyImport(ctx(), id);

    expect(await imported(id)).toHaveLength(1);
  });

  it("writes more than one batch", async () => {
    const rows = Array.from({ length: 650 }, (_row, index) => {
      const day = new Date(Date.parse("2027-04-01") + index * 86_400_000).toISOString();

      return appointmentRow(day.slice(0, 10), "10:00", { name: `Kundin ${String(index)}` });
    });
    const id = await start(rows.join(""));
    await applyImport(ctx(), id);

    expect(await imported(id)).toHaveLength(650);
    await undoImport(ctx(), id);
    expect(await imported(id)).toEqual([]);
  });

  it("is undone as far as nobody has touched it, and says who and what stays, and why", async () => {
    const id = await start(FILE);
    await applyImport(ctx(), id);
    const [, , annas] = await imported(id);
    await owner.query(
      `with moved as (update appointments set version = 2, starts_at = starts_at + interval '1 hour',
         ends_at = ends_at + interval '1 hour' where id = $1 returning company_id, id)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 2, 'rescheduled', 'system', 'Test' from moved`,
      [annas!["id"]],
    );
    const stays = [
      { kind: "appointment", name: "Anna Berg", reason: "changed" },
      { kind: "customer", name: "Anna Berg", reason: "booked" },
    ];
    expect(await read(id)).toMatchObject({ kept: stays, keptCount: 2 });
    await undoImport(ctx(), id);

    expect(await read(id)).toMatchObject({
      ...{ status: "undone", kept: stays, appointmentCount: 1, customerCount: 1 },
    });
    expect(
      await stored(
        "select from appointment_audit_logs where company_id = $1 and action = 'import_undone'",
        salon.companyId,
      ),
    ).toHaveLength(3);
    expect(
      await stored("select from slot_claims where company_id = $1", salon.companyId),
    ).toHaveLength(1);
    await expect(undoImport(ctx(), id)).rejects.toThrow(ImportSettled);
  });

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const { companyId, branchId } = salon;
    const manager = as(companyId, await addMember(companyId, "manager", { branchId }));
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const id = await start(FILE);

    expect(() =>
      startAppointmentImport(manager, { text: APPOINTMENT_HEAD + FILE, fileName: "x" }),
    ).toThrow(NotAllowed);
    await expect(applyImport(manager, id)).rejects.toThrow(NotAllowed);
    await expect(applyImport(stranger, id)).rejects.toThrow(NotFound);
    await expect(undoImport(stranger, id)).rejects.toThrow(NotFound);
    await expect(getImport(stranger, id)).rejects.toThrow(NotFound);
    const theirs = await startAppointmentImport(stranger, {
      text: APPOINTMENT_HEAD + appointmentRow("10.03.2027", "10:00"),
      fileName: "x",
      staffId: salon.staffIds[0],
      serviceId: salon.serviceId,
    });
    const found = (await getImport(stranger, theirs)) as AppointmentImport;
    expect(JSON.stringify(found.entries)).not.toContain(salon.staffIds[0]);
  });
});
