import { beforeEach, describe, expect, it } from "vitest";

import { getDashboard } from "@/lib/dashboard/service/get-dashboard";
import { getNavigationCounts } from "@/lib/dashboard/service/get-navigation-counts";
import { askForNewLink } from "@/lib/invitations/service/ask-for-new-link";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { resendInvitation } from "@/lib/invitations/service/renew-invitation";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import type { Role } from "@/lib/tenancy/roles";
import { connect } from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  invite,
  linkHolder,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

/** Wednesday, 11:00 in Berlin. */
const NOON = new Date("2027-03-10T10:00:00Z");

let salon: TestSalon;
let people: Record<Role, Member>;

beforeEach(async () => {
  salon = await createSalon();
  const { companyId, branchId, staffIds } = salon;
  people = {
    owner: salon.owner,
    admin: await addMember(companyId, "admin"),
    manager: await addMember(companyId, "manager", { branchId }),
    staff: await addMember(companyId, "staff", { staffId: staffIds[1] }),
  };
});

const ctxOf = (role: Role) => as(salon.companyId, people[role], NOON);
const dashboard = (role: Role) => getDashboard(ctxOf(role), "Europe/Berlin");
const at = (time: string, status = "confirmed", place = salon) =>
  createAppointment(place, { startsAt: new Date(`2027-03-${time}:00Z`), status });

async function failMail(email: string): Promise<void> {
  const { id } = await invite(salon, { email });
  await owner.query(
    `update invitation_email_queue set status = 'failed', next_attempt_at = null, last_error = 'no such box'
     where invitation_id = $1`,
    [id],
  );
}

describe("getDashboard", () => {
  it("counts the company's day, not the server's, and shows what comes next", async () => {
    await at("09T22:15"); // yesterday, 23:15 in Berlin
    await at("09T23:00", "completed"); // today, 00:00
    await at("10T07:00", "no_show");
    await at("10T09:30", "in_progress");
    const next = await at("10T11:00", "pending");
    const later = await at("10T22:00");
    await at("10T23:00"); // tomorrow, 00:00

    const { today, next: shown } = await dashboard("owner");
    expect(today).toEqual({ total: 5, open: 3, done: 2, cancelled: 0 });
    expect(shown.map(({ id }) => id)).toEqual([next, later]);
    expect(shown[0]).toMatchObject({ customer: { name: "Marlene Fischer" }, status: "pending" });
  });

  it("counts what goes on from the night before as today's, as the list of the day does", async () => {
    await at("09T22:45", "completed"); // 23:45 to 00:30
    const { today, next } = await dashboard("owner");

    expect(today).toEqual({ total: 1, open: 0, done: 1, cancelled: 0 });
    expect(next).toEqual([]);
  });

  it("begins the day at the company's midnight", async () => {
    const today = await at("10T11:00");
    await at("09T11:00");
    const ctx = as(salon.companyId, salon.owner, new Date("2027-03-09T23:30:00Z"));
    const { next, ...shown } = await getDashboard(ctx, "Europe/Berlin");

    expect(shown.today.total).toBe(1);
    expect(next.map(({ id }) => id)).toEqual([today]);
  });

  it("shows members the part they see, and the operations to those who run them", async () => {
    await at("10T11:00");
    await at("10T12:00", "confirmed", await createBranch(salon));
    await createAppointment(salon, {
      startsAt: new Date("2027-03-10T13:00:00Z"),
      staffId: salon.staffIds[1],
    });
    const seen = async (role: Role) => {
      const { today, next, operations } = await dashboard(role);

      return [today.total, next.length, operations !== null];
    };

    expect(await seen("owner")).toEqual([3, 3, true]);
    expect(await seen("admin")).toEqual([3, 3, true]);
    expect(await seen("manager")).toEqual([2, 2, false]);
    expect(await seen("staff")).toEqual([1, 1, false]);
  });

  it("names invitations that are open, the one that runs out first, and mails that failed", async () => {
    await invite(salon);
    const soon = await invite(salon, { email: "bald@example.org" });
    const over = await invite(salon);
    const expire = "update user_invitations set expires_at = now() + $2::interval where id = $1";
    await owner.query(expire, [soon.id, "3 hours"]);
    await owner.query(expire, [over.id, "-1 minute"]);
    await failMail("weg@example.org");
    await invite(await createSalon());

    const { operations } = await dashboard("owner");
    expect(operations).toMatchObject({
      openInvitations: 3,
      expiringSoon: { id: soon.id, email: "bald@example.org" },
      failedMails: 1,
      failedInvitations: [{ email: "weg@example.org", error: "no such box" }],
    });
    await expect(getNavigationCounts(ctxOf("admin"))).resolves.toEqual({
      openInvitations: 3,
      failedMails: 1,
    });
  });

  it("names who asked for a new link, until they have one", async () => {
    const { id } = await invite(salon, { email: "spaet@example.org" });
    await owner.query("update user_invitations set expires_at = now() where id = $1", [id]);
    const secret = invitationSecret(salon.companyId, id, 1);
    await askForNewLink(as(salon.companyId, VISITOR), `${id}.${secret}`);
    const asked = async () => (await dashboard("admin")).operations?.linkRequested ?? null;
    expect(await asked()).toMatchObject({ id, email: "spaet@example.org" });

    await resendInvitation(ctxOf("owner"), { invitationId: id, generation: 1, state: "expired" });
    expect(await asked()).toBeNull();
  });

  it("tells what waits for the calendar, what was given up, and what is to be decided", async () => {
    await connect(salon, "http://127.0.0.1:9");
    const calendar = async () => (await dashboard("owner")).operations?.calendar;
    const nothing = { waiting: 0, isLate: false, failed: 0, reviews: 0, isInterrupted: false };
    expect(await calendar()).toEqual(nothing);
    const [late, failed] = [await at("12T11:00"), await at("12T13:00")];
    expect(await calendar()).toEqual({ ...nothing, waiting: 2 });
    await owner.query(
      "update calcom_sync_queue set created_at = now() - interval '16 minutes' where appointment_id = $1",
      [late],
    );
    await owner.query(
      `update calcom_sync_queue set status = 'failed', next_attempt_at = null, settled_at = now()
       where appointment_id = $1`,
      [failed],
    );
    await owner.query("update appointments set calcom_sync_status = 'failed' where id = $1", [
      failed,
    ]);
    await owner.query(
      "insert into calcom_reviews (company_id, booking_uid, problem) values ($1, 'u', 'no-host')",
      [salon.companyId],
    );

    expect(await calendar()).toEqual({
      ...{ waiting: 1, isLate: true, failed: 1, reviews: 1, isInterrupted: false },
    });
  });

  it("is empty, not broken, in a company in which nothing has happened", async () => {
    await expect(dashboard("owner")).resolves.toEqual({
      today: { total: 0, open: 0, done: 0, cancelled: 0 },
      next: [],
      operations: {
        openInvitations: 0,
        expiringSoon: null,
        linkRequested: null,
        failedMails: 0,
        failingMails: null,
        calendar: null,
        failedInvitations: [],
      },
    });
  });

  it("is for members, and the counts for those who run the company", async () => {
    const customer = as(salon.companyId, linkHolder(salon, await at("10T11:00")));

    expect(() => getDashboard(customer, "Europe/Berlin")).toThrow(NotAllowed);
    expect(() => getNavigationCounts(customer)).toThrow(NotAllowed);
    expect(() => getNavigationCounts(ctxOf("manager"))).toThrow(NotAllowed);
    expect(() => getNavigationCounts(ctxOf("staff"))).toThrow(NotAllowed);
  });
});
