import { beforeEach, describe, expect, it } from "vitest";

import { AppointmentsChanged, AppointmentsClash, TakerRequired } from "@/lib/team/errors";
import { deactivateMemberSchema } from "@/lib/team/schema";
import { deactivateMember, previewDeactivation } from "@/lib/team/service/deactivate-member";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  NOW,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let lena: Member;

beforeEach(async () => {
  salon = await createSalon();
  const { companyId, branchId, staffIds } = salon;
  lena = await addMember(companyId, "staff", { branchId, staffId: staffIds[0], name: "Lena" });
});

const byOwner = () => as(salon.companyId, salon.owner);
const hoursLater = (hours: number) => new Date(STARTS_AT.getTime() + hours * 3_600_000);
const preview = () => previewDeactivation(byOwner(), lena.membershipId);
const mehmet = () => salon.staffIds[1];

/** What the page posts: every listed appointment at its version, with the choices made on it. */
async function form(all: string, own: Record<string, string> = {}) {
  const listed = await preview();

  return deactivateMemberSchema.parse({
    membershipId: lena.membershipId,
    all,
    ...Object.fromEntries(
      listed.flatMap(({ id, version }) => [
        [`version.${id}`, String(version)],
        [`taker.${id}`, own[id] ?? ""],
      ]),
    ),
  });
}
const leave = async (all: string, own: Record<string, string> = {}) =>
  deactivateMember(byOwner(), await form(all, own));
const staffOf = async (id: string) =>
  (await stored("select staff_id, version from appointments where id = $1", id))[0];
const isActive = async () =>
  (
    await stored(
      "select deactivated_at is null as active from memberships where id = $1",
      lena.membershipId,
    )
  )[0]?.["active"];

describe("what somebody leaves behind who is deactivated", () => {
  it("are their future appointments, with the colleagues who could take each", async () => {
    const first = await createAppointment(salon);
    const second = await createAppointment(salon, { startsAt: hoursLater(2) });
    await createAppointment(salon, { startsAt: hoursLater(2), staffId: mehmet() });
    await createAppointment(salon, { startsAt: hoursLater(4), status: "no_show" });
    await createAppointment(salon, { startsAt: new Date(NOW.getTime() - 86_400_000) });
    await createBranch(salon);

    expect(await preview()).toMatchObject([
      { id: first, version: 1, free: [{ id: mehmet(), name: "Mehmet Aydın" }] },
      { id: second, free: [] },
    ]);
  });

  it.each([
    ["does not offer it", "delete from staff_services where staff_id = $1"],
    ["does not work then", "delete from staff_working_hours where staff_id = $1"],
    [
      "closes before its end",
      "update staff_working_hours set closes_minute = 644 where staff_id = $1",
    ],
    [
      "is away",
      `insert into staff_time_off (company_id, staff_id, starts_at, ends_at)
       select company_id, id, '2027-03-10T09:30Z', '2027-03-10T12:00Z' from staff where id = $1`,
    ],
    ["is no longer there", "update staff set is_active = false where id = $1"],
    ["was deactivated", "update memberships set deactivated_at = now() where staff_id = $1"],
  ])("is for no colleague who %s", async (_why, sql) => {
    await createAppointment(salon);
    const { companyId, branchId } = salon;
    await addMember(companyId, "staff", { branchId, staffId: mehmet() });
    expect((await preview())[0]?.free).toHaveLength(1);
    await owner.query(sql, [mehmet()]);

    expect((await preview())[0]?.free).toEqual([]);
  });
});

describe("deactivating somebody with appointments", () => {
  it("gives all of them to a colleague, each with its version and its line in the history", async () => {
    const ids = [
      await createAppointment(salon),
      await createAppointment(salon, { startsAt: hoursLater(1) }),
    ];
    await leave(mehmet());

    expect(await isActive()).toBe(false);
    for (const id of ids) {
      expect(await staffOf(id)).toEqual({ staff_id: mehmet(), version: 2 });
      expect(
        await stored(
          `select action, actor_id, old_values, new_values from appointment_audit_logs
           where appointment_id = $1 and version = 2`,
          id,
        ),
      ).toEqual([
        {
          action: "staff_changed",
          actor_id: salon.owner.userId,
          old_values: { staff: { id: salon.staffIds[0], name: "Lena Hofmann" } },
          new_values: { staff: { id: mehmet(), name: "Mehmet Aydın" } },
        },
      ]);
      expect(
        await stored("select staff_id from slot_claims where appointment_id = $1", id),
      ).toEqual([{ staff_id: mehmet() }]);
    }
    expect(
      await stored("select event, data from activity_log where subject_id = $1", lena.membershipId),
    ).toEqual([{ event: "user_deactivated", data: { name: "Lena", reassigned: 2 } }]);
  });

  it("tells the customer and the colleague, and not whoever leaves", async () => {
    const { companyId, branchId } = salon;
    await addMember(companyId, "staff", { branchId, staffId: mehmet(), email: "m@example.org" });
    const id = await createAppointment(salon);
    await leave(mehmet());

    expect(
      await stored(
        `select kind, audience, recipient, snapshot->>'previousStaff' as was, snapshot->>'staff' as "is",
           snapshot->'isTakenOver' as taken
         from appointment_email_queue where appointment_id = $1 order by audience`,
        id,
      ),
    ).toEqual(
      [
        { audience: "customer", recipient: "marlene@example.org", taken: null },
        { audience: "staff", recipient: "m@example.org", taken: true },
      ].map((mail) => ({ kind: "changed", was: "Lena Hofmann", is: "Mehmet Aydın", ...mail })),
    );
  });

  it("leaves them as they are where that was chosen, for one or for all", async () => {
    const moved = await createAppointment(salon);
    const kept = await createAppointment(salon, { startsAt: hoursLater(1) });
    await leave(mehmet(), { [kept]: "leave" });

    expect(await staffOf(moved)).toEqual({ staff_id: mehmet(), version: 2 });
    expect(await staffOf(kept)).toEqual({ staff_id: salon.staffIds[0], version: 1 });
  });

  it("is refused while nothing is chosen for one of them", async () => {
    const id = await createAppointment(salon);
    const other = await createAppointment(salon, { startsAt: hoursLater(1) });

    await expect(leave("", { [id]: mehmet() })).rejects.toThrow(TakerRequired);
    expect(await isActive()).toBe(true);
    await leave("", { [id]: mehmet(), [other]: "leave" });
    expect(await isActive()).toBe(false);
  });

  it("names the appointments that do not fit, and then writes nothing at all", async () => {
    const free = await createAppointment(salon);
    const taken = await createAppointment(salon, { startsAt: hoursLater(2) });
    await createAppointment(salon, { startsAt: hoursLater(2), staffId: mehmet() });
    const refused = leave(mehmet());

    await expect(refused).rejects.toThrow(AppointmentsClash);
    await expect(refused).rejects.toMatchObject({
      params: { count: 1, references: `T-${taken.slice(0, 8).toUpperCase()}` },
      issues: [{ path: [`taker.${taken}`], message: "colleague-not-free" }],
    });
    expect(await staffOf(free)).toEqual({ staff_id: salon.staffIds[0], version: 1 });
    expect(await isActive()).toBe(true);
  });

  it("knows no colleague of another company, and nobody by an unknown id", async () => {
    const elsewhere = await createSalon();
    await createAppointment(salon);

    for (const id of [elsewhere.staffIds[0], crypto.randomUUID(), salon.staffIds[0]]) {
      await expect(leave(id)).rejects.toThrow(AppointmentsClash);
    }
    expect(await isActive()).toBe(true);
  });

  it("is refused when an appointment has come, gone or changed since the page was opened", async () => {
    await createAppointment(salon);
    const seen = await form("leave");
    const added = await createAppointment(salon, { startsAt: hoursLater(1) });
    await expect(deactivateMember(byOwner(), seen)).rejects.toThrow(AppointmentsChanged);

    const both = await form("leave");
    await owner.query(
      `with moved as (update appointments set version = 2, status = 'cancelled', cancelled_at = now()
         where id = $1 returning *)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 2, 'cancelled', 'system', 'Test' from moved`,
      [added],
    );
    await expect(deactivateMember(byOwner(), both)).rejects.toThrow(AppointmentsChanged);
    expect(await isActive()).toBe(true);
  });

  it("sees a move of an appointment that was being made at the same moment", async () => {
    const id = await createAppointment(salon);
    const seen = await form(mehmet());
    const outcome = await behindLock(
      { table: "appointments", id, waiting: 1 },
      () => deactivateMember(byOwner(), seen).catch((error: unknown) => error),
      `with moved as (update appointments set version = 2, starts_at = starts_at + interval '1 hour',
         ends_at = ends_at + interval '1 hour' where id = '${id}' returning *)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 2, 'rescheduled', 'system', 'Test' from moved`,
    );

    expect(outcome).toBeInstanceOf(AppointmentsChanged);
    expect(await isActive()).toBe(true);
  });

  it("lets one of two admins through who deactivate at once, and moves nothing twice", async () => {
    const id = await createAppointment(salon);
    const seen = await form(mehmet());
    const outcomes = await behindLock(
      { table: "memberships", id: lena.membershipId, waiting: 2 },
      () => Promise.allSettled([1, 2].map(() => deactivateMember(byOwner(), seen))),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    expect(await staffOf(id)).toEqual({ staff_id: mehmet(), version: 2 });
  });

  it("is previewed for those only who may do it", async () => {
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });

    await expect(
      previewDeactivation(as(salon.companyId, manager), lena.membershipId),
    ).rejects.toThrow(NotAllowed);
  });
});
