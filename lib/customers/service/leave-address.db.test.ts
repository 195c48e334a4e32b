import { beforeEach, describe, expect, it } from "vitest";

import { LinkExpired } from "@/lib/appointments/errors";
import { rotateLink } from "@/lib/appointments/service/change-link";
import {
  manageToken,
  openManagedAppointment,
  openVisitedAppointment,
} from "@/lib/appointments/service/manage-link";
import { AccessLinkExpired } from "@/lib/customer-access/errors";
import { accessSecret, askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { openVisit } from "@/lib/customer-access/service/visit";
import { CustomerShared } from "@/lib/customers/errors";
import { changeCustomerSchema } from "@/lib/customers/schema";
import { mergeCustomers } from "@/lib/customers/service/merge-customers";
import { changeCustomer } from "@/lib/customers/service/save-customer";
import { MailOutdated } from "@/lib/delivery/errors";
import { retryMail } from "@/lib/delivery/service/retry-mail";
import type { Member } from "@/lib/tenancy/actor";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  NOW,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

const FORMER = "marlene@example.org";
const NEXT = "m.fischer@example.org";
const inDays = (days: number) => new Date(NOW.getTime() + days * 86_400_000 + 3_600_000);

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from rate_limits");
  salon = await createSalon();
});

const ctx = (member: Member = salon.owner) => as(salon.companyId, member);
const visitor = () => as(salon.companyId, VISITOR);
const save = (email: string, member?: Member, more: Record<string, string> = {}) =>
  changeCustomer(
    ctx(member),
    changeCustomerSchema.parse({
      ...{ name: "Marlene Fischer", phone: "", notes: "", locale: "de", timeZone: "Europe/Berlin" },
      ...{ customerId: salon.customerId, version: 1, email, ...more },
    }),
  );
const addressOf = async () =>
  (await stored("select email from customers where id = $1", salon.customerId))[0]?.["email"];
const open = (appointmentId: string, generation: number) =>
  openManagedAppointment(visitor(), manageToken(salon.companyId, appointmentId, generation));
const mails = (status: string) =>
  stored(
    `select appointment_id as id, recipient, snapshot->>'isNewLink' as "isNewLink",
       (snapshot->>'linkGeneration')::int as generation from appointment_email_queue
     where company_id = $1 and status = $2 and audience = 'customer' order by snapshot->>'startsAt'`,
    salon.companyId,
    status,
  );

describe("the address of somebody with appointments elsewhere, too", () => {
  it.each(["staff", "manager"] as const)("is not for %s to change", async (role) => {
    const { companyId, branchId, staffIds } = salon;
    await createAppointment(salon);
    await createAppointment(await createBranch(salon), { startsAt: inDays(20) });
    const member = await addMember(companyId, role, { branchId, staffId: staffIds[0] });
    const refused = save("own@example.org", member);

    await expect(refused).rejects.toThrow(CustomerShared);
    await expect(refused).rejects.toMatchObject({
      issues: [{ path: ["email"], message: "customer-shared" }],
    });
    await expect(save("", member)).rejects.toThrow(CustomerShared);
    expect(await addressOf()).toBe(FORMER);
  });

  it("is refused for what is past or cancelled there as well, and for one where none was", async () => {
    const { companyId, staffIds } = salon;
    await createAppointment(salon);
    await createAppointment(salon, { startsAt: inDays(-9), staffId: staffIds[1] });
    await owner.query("update customers set email = null, email_normalised = null where id = $1", [
      salon.customerId,
    ]);
    const member = await addMember(companyId, "staff", { staffId: staffIds[0] });

    await expect(save("own@example.org", member)).rejects.toThrow(CustomerShared);
    expect(await addressOf()).toBeNull();
  });

  it("is whoever's who reaches all of them, and everything else is anybody's", async () => {
    const { companyId, branchId, staffIds } = salon;
    await createAppointment(salon);
    await createAppointment(salon, { startsAt: inDays(20), staffId: staffIds[1] });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const manager = await addMember(companyId, "manager", { branchId });

    await save(" Marlene@Example.org", staff, { phone: "030 1" });
    await save(NEXT, manager, { version: "2" });
    expect(await addressOf()).toBe(NEXT);
  });

  it("waits for a booking that is being made, and sees it", async () => {
    const { companyId, staffIds } = salon;
    await createAppointment(salon);
    const template = await createAppointment(salon, { startsAt: inDays(20) });
    const staff = await addMember(companyId, "staff", { staffId: staffIds[0] });
    const outcome = await behindLock(
      { table: "customers", id: salon.customerId, waiting: 1 },
      () => save("own@example.org", staff).catch((error: unknown) => error),
      `with booked as (
         insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
           starts_at, ends_at, time_zone, price_minor)
         select company_id, 'RACE-1', customer_id, service_id, '${staffIds[1]}', branch_id,
           starts_at + interval '9 days', ends_at + interval '9 days', time_zone, price_minor
         from appointments where id = '${template}' returning company_id, id)
       insert into appointment_audit_logs
         (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Test' from booked`,
    );

    expect(outcome).toBeInstanceOf(CustomerShared);
    expect(await addressOf()).toBe(FORMER);
  });
});

describe("another address", () => {
  it("stands in the log with the former one, both masked", async () => {
    await save(NEXT);
    await save("", undefined, { version: "2", name: "Marlene Vogt" });
    await save("", undefined, { version: "3", name: "Marlene Fischer" });

    expect(
      await stored(
        "select data from activity_log where subject_id = $1 order by created_at, id",
        salon.customerId,
      ),
    ).toEqual([
      { data: { name: "Marlene Fischer", old: "m•••@example.org", new: "m•••@example.org" } },
      { data: { name: "Marlene Vogt", old: "m•••@example.org", new: null } },
      { data: { name: "Marlene Fischer" } },
    ]);
  });

  it("ends every link that went to the former one, and new ones go to the new one", async () => {
    const past = await createAppointment(salon, { startsAt: inDays(-9), status: "completed" });
    const later = await createAppointment(salon, { startsAt: inDays(30) });
    const sooner = await createAppointment(salon, { startsAt: inDays(9) });
    await save(NEXT);

    for (const id of [past, later, sooner]) {
      await expect(open(id, 1)).rejects.toThrow(LinkExpired);
      await expect(open(id, 2)).resolves.toMatchObject({ appointment: { id, version: 1 } });
    }
    expect(await mails("pending")).toEqual(
      [sooner, later].map((id) => ({ id, recipient: NEXT, isNewLink: "true", generation: 2 })),
    );
    const log = "select action, actor_name from appointment_audit_logs where appointment_id = $1";
    for (const id of [past, sooner]) {
      expect(await stored(`${log} and version is null`, id)).toEqual([
        { action: "link_rotated", actor_name: "Jana Richter" },
      ]);
    }
  });

  it("calls off what waits for the former one, and tells the new one instead", async () => {
    const id = await createAppointment(salon);
    await rotateLink(ctx(), { appointmentId: id, generation: 1 });
    await askForAccess(visitor(), FORMER);
    expect(await mails("pending")).toHaveLength(2);
    await save(NEXT);

    expect((await mails("cancelled")).map(({ recipient }) => recipient)).toEqual([FORMER, FORMER]);
    expect(await mails("pending")).toEqual([
      { id, recipient: NEXT, isNewLink: "true", generation: 3 },
    ]);
  });

  it("gets nothing sent again that did not reach the former one", async () => {
    const id = await createAppointment(salon);
    await rotateLink(ctx(), { appointmentId: id, generation: 1 });
    const [mail] = await stored(
      "select id from appointment_email_queue where appointment_id = $1",
      id,
    );
    await owner.query(
      "update appointment_email_queue set status = 'failed', next_attempt_at = null, attempts = 3 where id = $1",
      [mail?.["id"]],
    );
    const again = () => retryMail(ctx(), String(mail?.["id"]));
    await save(NEXT);

    await expect(again()).rejects.toThrow(MailOutdated);
    await owner.query("update appointments set link_generation = 2 where id = $1", [id]);
    await expect(again()).resolves.toBeTypeOf("string");
  });

  it("ends the former one's visits and access links, also for when it comes back", async () => {
    const appointmentId = await createAppointment(salon);
    const ask = async () => {
      await askForAccess(visitor(), FORMER);
      const [link] = await stored(
        "select id from customer_access_links where company_id = $1 order by id desc limit 1",
        salon.companyId,
      );
      const linkId = String(link?.["id"]);

      return `${linkId}.${accessSecret(salon.companyId, linkId)}`;
    };
    const secret = await openVisit(visitor(), await ask());
    const unused = await ask();
    await expect(
      openVisitedAppointment(visitor(), { appointmentId, secret }),
    ).resolves.toBeDefined();
    await save(NEXT);
    await save(FORMER, undefined, { version: "2" });

    await expect(openVisitedAppointment(visitor(), { appointmentId, secret })).rejects.toThrow(
      LinkExpired,
    );
    await expect(openVisit(visitor(), unused)).rejects.toThrow(AccessLinkExpired);
  });

  it("leaves links alone where it only is written in another way, or a link is withdrawn", async () => {
    const id = await createAppointment(salon);
    await save("MARLENE@example.org");
    await expect(open(id, 1)).resolves.toBeDefined();
    await owner.query("update appointments set link_hash = null where id = $1", [id]);
    await save(NEXT, undefined, { version: "2" });

    await expect(open(id, 2)).rejects.toThrow(LinkExpired);
    expect(await mails("pending")).toEqual([]);
  });

  it("of an entry that goes into another one leads to nothing either, and a shared one does", async () => {
    const { companyId, customerId } = salon;
    const merged = async (email: string, version: number) => {
      const { rows } = await owner.query<{ id: string }>(
        `insert into customers (company_id, name, email, email_normalised)
         values ($1, 'M. Fischer', $2, $2) returning id`,
        [companyId, email],
      );
      const otherId = rows[0]!.id;
      const id = await createAppointment(salon, {
        startsAt: inDays(20 + version),
        customerId: otherId,
      });
      await mergeCustomers(ctx(), { customerId, version, otherId, otherVersion: 1 });

      return id;
    };
    const mistyped = await merged("marlen@example.org", 1);
    const twice = await merged(FORMER, 2);

    await expect(open(mistyped, 1)).rejects.toThrow(LinkExpired);
    expect(await mails("pending")).toMatchObject([{ id: mistyped, recipient: FORMER }]);
    await expect(open(twice, 1)).resolves.toBeDefined();
  });
});
