import { beforeEach, describe, expect, it } from "vitest";

import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import {
  ACTIVITY_GROUPS,
  type ActivityFilter,
  activityFilterSchema,
  APPOINTMENT_GROUP,
  SIGN_IN_GROUP,
} from "@/lib/audit/schema";
import { listActivity } from "@/lib/audit/service/list-activity";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { MESSAGES } from "@/lib/platform/messages";
import { reactivateMember } from "@/lib/team/service/reactivate-member";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  invite,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

const MONDAY = new Date("2027-03-15T09:00:00Z");

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const list = (filter: Partial<ActivityFilter> = {}, member: Member = salon.owner) =>
  listActivity(as(salon.companyId, member), { search: "", ...filter });
const events = async (filter: Partial<ActivityFilter> = {}, member?: Member) =>
  (await list(filter, member)).entries.map(({ event }) => event);

/** Something that happened to an account, and a refused sign-in. */
async function happenTo(userId: string): Promise<void> {
  await owner.query(
    "insert into user_activity (user_id, event, actor_name) values ($1, 'signed_in', 'Test')",
    [userId],
  );
  await owner.query("insert into sign_in_failures (user_id, cause) values ($1, 'password')", [
    userId,
  ]);
}

describe("listActivity", () => {
  it("puts the company's log and its people's accounts together, newest first", async () => {
    await invite(salon, { email: "neu@example.org" });
    await happenTo(salon.owner.userId);
    const { entries } = await list();

    expect(entries.map(({ event }) => event)).toEqual([
      "sign_in_failed",
      "signed_in",
      "invitation_created",
    ]);
    expect(entries[2]).toMatchObject({
      actor: "Jana Richter",
      actorKind: "member",
      subject: "neu@example.org",
      ip: "203.0.113.7",
      userAgent: "Test",
    });
  });

  it("shows nothing of another company, and nothing from before somebody joined this one", async () => {
    const elsewhere = await createSalon();
    await invite(elsewhere);
    await happenTo(elsewhere.owner.userId);
    await happenTo(salon.owner.userId);
    await owner.query(
      "update user_activity set created_at = now() - interval '1 day' where user_id = $1",
      [salon.owner.userId],
    );

    expect(await events()).toEqual(["sign_in_failed"]);
  });

  it("shows nothing that happens to somebody who has left, also when they come back", async () => {
    const { companyId } = salon;
    const { userId, membershipId } = await addMember(companyId, "staff", { name: "Nele" });
    const since = (column: string, ago: string) =>
      owner.query(`update memberships set ${column} = now() - $2::interval where id = $1`, [
        membershipId,
        ago,
      ]);
    await since("created_at", "3 days");
    await happenTo(userId);
    for (const table of ["user_activity", "sign_in_failures"]) {
      await owner.query(
        `update ${table} set created_at = now() - interval '2 days' where user_id = $1`,
        [userId],
      );
    }
    await since("deactivated_at", "1 day");
    await happenTo(userId);
    const before = ["sign_in_failed", "signed_in"];
    expect(await events({ search: "Nele" })).toEqual(before);

    await reactivateMember(as(companyId, salon.owner), membershipId);
    expect(await events({ group: "accounts" })).toEqual(before);
    await happenTo(userId);
    expect(await events({ group: "accounts" })).toEqual([...before, ...before]);
  });

  it("is narrowed by area, by name, and by day of the company's zone", async () => {
    const { id } = await invite(salon, { email: "anna@example.org" });
    await happenTo(salon.owner.userId);
    await owner.query("update companies set time_zone = 'Pacific/Kiritimati' where id = $1", [
      salon.companyId,
    ]);
    await owner.query(
      "insert into activity_log (company_id, event, actor_kind, actor_name, created_at) values ($1, 'user_joined', 'member', 'Frühere', '2026-01-09T10:30:00Z')",
      [salon.companyId],
    );

    expect(await events({ group: "invitations" })).toEqual(["invitation_created"]);
    expect(await events({ group: "accounts" })).toEqual(["sign_in_failed", "signed_in"]);
    expect(await events({ group: "mail" })).toEqual([]);
    expect(await events({ search: "anna@" })).toEqual(["invitation_created"]);
    expect(await events({ search: "100%" })).toEqual([]);
    // 10:30 UTC is the next day on Kiritimati.
    expect(await events({ from: "2026-01-10", until: "2026-01-10" })).toEqual(["user_joined"]);
    expect(await events({ until: "2026-01-09" })).toEqual([]);
    expect(id).toBeDefined();
  });

  it("goes on exactly after the last one shown, also within one instant", async () => {
    const ctx = as(salon.companyId, salon.owner);
    await ctx.transaction(async (db) => {
      for (let number = 0; number < 60; number += 1) {
        await recordActivity(ctx, db, { event: "company_changed", data: { name: `n${number}` } });
      }
    });
    const first = await list();
    const second = await list({ after: first.next! });
    const names = [...first.entries, ...second.entries].map(({ data }) => data["name"]);

    expect(first.entries).toHaveLength(50);
    expect(second.entries).toHaveLength(10);
    expect(second.next).toBeNull();
    expect(new Set(names).size).toBe(60);
  });

  it("shows a manager what concerns their branch, and nothing else", async () => {
    const other = await createBranch(salon);
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const near = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    const far = await addMember(salon.companyId, "staff", { staffId: other.staffIds[0] });
    for (const { userId } of [near, far]) await happenTo(userId);
    await invite(salon, { email: "hier@example.org", branchId: salon.branchId });
    await invite(salon, { email: "dort@example.org", branchId: other.branchId });
    for (const [by, name] of [
      [near, "Tat hier"],
      [far, "Tat dort"],
    ] as const) {
      const ctx = as(salon.companyId, by);
      await ctx.transaction((db) =>
        recordActivity(ctx, db, { event: "customer_created", data: { name } }),
      );
    }
    const { entries } = await list({}, manager);

    expect(entries.map(({ event, subject, actor }) => [event, subject ?? actor])).toEqual([
      ["customer_created", "Tat hier"],
      ["invitation_created", "hier@example.org"],
      ["sign_in_failed", "Katharina Vogel"],
      ["signed_in", "Katharina Vogel"],
    ]);
  });

  it("says who moved and who cancelled which appointment, of the whole company or of one branch", async () => {
    const other = await createBranch(salon);
    const here = await createAppointment(salon, { startsAt: MONDAY });
    const there = await createAppointment(other, { startsAt: MONDAY });
    const startsAt = new Date(MONDAY.getTime() + 3_600_000);
    const ctx = as(salon.companyId, salon.owner, new Date("2027-03-01T08:00:00Z"));
    const [staffId] = salon.staffIds;
    const move = { appointmentId: here, version: 1, startsAt, staffId, reason: "Anruf" };
    await rescheduleAppointment(ctx, move);
    await cancelAppointment(ctx, { appointmentId: there, version: 1, reason: "" });
    await createAppointment(await createSalon(), { startsAt: MONDAY });

    const { entries } = await list({ group: "appointments" });
    expect(entries.map(({ event, actor }) => [event, actor])).toEqual([
      ["appointment_cancelled", "Jana Richter"],
      ["appointment_rescheduled", "Jana Richter"],
      ["appointment_created", "Test"],
      ["appointment_created", "Test"],
    ]);
    expect(entries[1]).toMatchObject({
      subject: expect.stringMatching(/, Marlene Fischer$/) as string,
      data: { appointmentId: here, reason: "Anruf" },
    });
    expect(new Date(String(entries[1]?.data["to"]))).toEqual(startsAt);

    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    expect(await events({ group: "appointments" }, manager)).toEqual([
      "appointment_rescheduled",
      "appointment_created",
    ]);
    expect(await events({ search: "Marlene" })).toHaveLength(4);
    expect(await events({ group: "appointments", search: "Richter" })).toHaveLength(2);
  });

  it("is for nobody who sees no operations", async () => {
    const staff = await addMember(salon.companyId, "staff");

    expect(() => list({}, staff)).toThrow(NotAllowed);
    expect(() => listActivity(as(salon.companyId, VISITOR), { search: "" })).toThrow(NotAllowed);
  });

  it("reads whatever an address says", () => {
    expect(
      activityFilterSchema.parse({
        group: "alles",
        search: "x".repeat(500),
        from: "gestern",
        until: "2026-02-31",
        after: "' or true --",
      }),
    ).toEqual({ search: "" });
  });
});

it("has words for every event in both languages", () => {
  const all = [...Object.values(ACTIVITY_GROUPS).flat(), ...SIGN_IN_GROUP, ...APPOINTMENT_GROUP];
  for (const locale of ["de", "en"] as const) {
    const words = MESSAGES[locale].activity.event as Record<string, string>;
    expect(all.filter((event) => words[event] === undefined)).toEqual([]);
  }
});
