import { beforeEach, describe, expect, it } from "vitest";

import { signIn } from "@/lib/accounts/service/sign-in";
import { InvitationUsed, WrongPassword } from "@/lib/invitations/errors";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { createVisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  as,
  createAccount,
  createSalon,
  invite,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

const PASSWORD = "ein langes Passwort";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query("delete from rate_limits");
  salon = await createSalon();
});

const visitor = (companyId = salon.companyId) => as(companyId, VISITOR);
const asNew = (token: string) => ({
  token,
  as: "new" as const,
  name: "Anna Berg",
  password: PASSWORD,
});
const asExisting = (token: string, password = PASSWORD) => ({
  token,
  as: "existing" as const,
  name: "",
  password,
});
const freshAddress = () => `${crypto.randomUUID().slice(0, 12)}@example.org`;
const usersOf = (email: string) => stored("select * from users where email_normalised = $1", email);
const membershipsOf = (userId: unknown) =>
  stored("select * from memberships where user_id = $1 order by created_at", userId);

describe("accepting an invitation with a new account", () => {
  it("makes the person a member with what the invitation says, who can sign in", async () => {
    const email = freshAddress();
    const { token } = await invite(salon, {
      email,
      role: "manager",
      branchId: salon.branchId,
      staffId: salon.staffIds[0],
      locale: "en",
    });
    const { userId } = await acceptInvitation(visitor(), asNew(token));

    expect(await usersOf(email)).toMatchObject([{ id: userId, name: "Anna Berg", locale: "en" }]);
    expect(await membershipsOf(userId)).toMatchObject([
      {
        company_id: salon.companyId,
        role: "manager",
        branch_id: salon.branchId,
        staff_id: salon.staffIds[0],
        deactivated_at: null,
      },
    ]);
    await expect(
      signIn(createVisitorContext(null), { email, password: PASSWORD }),
    ).resolves.toMatchObject({ userId, name: "Anna Berg" });
  });

  it("closes the invitation, its waiting mail, and writes who came", async () => {
    const { id, token, email } = await invite(salon);
    const { userId } = await acceptInvitation(visitor(), asNew(token));

    const [membership] = await membershipsOf(userId);
    const invitations = await stored("select * from user_invitations where id = $1", id);
    expect(invitations).toMatchObject([{ status: "accepted", accepted_by: membership?.["id"] }]);
    const mails = await stored(
      "select status, next_attempt_at from invitation_email_queue where invitation_id = $1",
      id,
    );
    expect(mails).toEqual([{ status: "cancelled", next_attempt_at: null }]);
    const log = await stored(
      "select * from activity_log where subject_id = $1 and event = 'invitation_accepted'",
      id,
    );
    expect(log).toMatchObject([
      { actor_id: userId, actor_name: "Anna Berg", data: { email, role: "staff" } },
    ]);
  });

  it("makes one account and one membership of thirty simultaneous attempts", async () => {
    const { token, email } = await invite(salon);
    const outcomes = await Promise.allSettled(
      Array.from({ length: 30 }, () => acceptInvitation(visitor(), asNew(token))),
    );

    const reasons = outcomes.flatMap((outcome) =>
      outcome.status === "rejected" ? [outcome.reason as Error] : [],
    );
    expect(reasons).toHaveLength(29);
    expect(reasons.filter((reason) => reason instanceof InvitationUsed)).toHaveLength(9);
    expect(reasons.filter((reason) => reason instanceof TooManyAttempts)).toHaveLength(20);
    const accounts = await usersOf(email);
    expect(accounts).toHaveLength(1);
    expect(await membershipsOf(accounts[0]?.["id"])).toHaveLength(1);
  });

  it("lets everybody in who accepts at the same moment as others", async () => {
    const invitations = await Promise.all(Array.from({ length: 6 }, () => invite(salon)));
    const outcomes = await Promise.allSettled(
      invitations.map(({ token }) => acceptInvitation(visitor(), asNew(token))),
    );

    expect(outcomes.map(({ status }) => status)).toEqual(invitations.map(() => "fulfilled"));
  });

  it("makes one account of two companies' invitations that are accepted at once", async () => {
    const elsewhere = await createSalon();
    const email = freshAddress();
    const here = await invite(salon, { email });
    const there = await invite(elsewhere, { email });
    const outcomes = await Promise.allSettled([
      acceptInvitation(visitor(), asNew(here.token)),
      acceptInvitation(visitor(elsewhere.companyId), asNew(there.token)),
    ]);

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(await usersOf(email)).toHaveLength(1);
    expect(refused.every(({ reason }) => reason instanceof WrongPassword)).toBe(true);
    expect(refused.length).toBeLessThan(2);
  });
});

describe("accepting an invitation with an account that is already there", () => {
  it("joins with the account's password, and keeps its name", async () => {
    const email = freshAddress();
    const userId = await createAccount(email.toUpperCase(), PASSWORD);
    const { token } = await invite(salon, { email });

    await expect(acceptInvitation(visitor(), asExisting(token))).resolves.toMatchObject({
      userId,
      name: "Tobias Lang",
    });
    expect(await membershipsOf(userId)).toHaveLength(1);
  });

  it.each(["new", "existing"] as const)(
    "refuses a wrong password, however the form was sent (%s), and stays open",
    async (kind) => {
      const email = freshAddress();
      const userId = await createAccount(email, PASSWORD);
      const { token } = await invite(salon, { email });
      const wrong = { token, as: kind, name: "Anna Berg", password: "geraten geraten" };

      await expect(acceptInvitation(visitor(), wrong)).rejects.toThrow(WrongPassword);
      expect(await membershipsOf(userId)).toEqual([]);
      await expect(acceptInvitation(visitor(), asExisting(token))).resolves.toHaveProperty(
        "userId",
        userId,
      );
    },
  );

  it("brings a deactivated member back, with the role of the invitation", async () => {
    const email = freshAddress();
    const userId = await createAccount(email, PASSWORD);
    const first = await invite(salon, { email, role: "admin" });
    await acceptInvitation(visitor(), asExisting(first.token));
    await owner.query("update memberships set deactivated_at = now() where user_id = $1", [userId]);

    const second = await invite(salon, { email, role: "staff" });
    await acceptInvitation(visitor(), asExisting(second.token));

    expect(await membershipsOf(userId)).toMatchObject([{ role: "staff", deactivated_at: null }]);
  });

  it("joins a second company without leaving the first", async () => {
    const elsewhere = await createSalon();
    const email = freshAddress();
    const userId = await createAccount(email, PASSWORD);
    const there = await invite(elsewhere, { email, role: "owner" });
    await acceptInvitation(visitor(elsewhere.companyId), asExisting(there.token));
    const { token } = await invite(salon, { email });
    await acceptInvitation(visitor(), asExisting(token));

    const memberships = await membershipsOf(userId);
    expect(memberships.map(({ company_id, role }) => [company_id, role])).toEqual([
      [elsewhere.companyId, "owner"],
      [salon.companyId, "staff"],
    ]);
  });
});
