import { beforeEach, describe, expect, it } from "vitest";

import { AlreadyMember, InvitationPending, StaffTaken } from "@/lib/invitations/errors";
import { inviteSchema } from "@/lib/invitations/schema";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { inviteUser } from "@/lib/invitations/service/invite-user";
import { hashSecret } from "@/lib/platform/secrets";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { type Role, ROLES } from "@/lib/tenancy/roles";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createSalon,
  linkHolder,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const input = (change: Record<string, string> = {}) =>
  inviteSchema.parse({ email: "anna@example.org", role: "staff", ...change });
const byOwner = () => as(salon.companyId, salon.owner);
const rows = async (table: string) =>
  (
    await owner.query<Record<string, unknown>>(`select * from ${table} where company_id = $1`, [
      salon.companyId,
    ])
  ).rows;

describe("inviteUser", () => {
  it("keeps the address as typed, for 72 hours, and only a hash of the link's secret", async () => {
    const { id } = await inviteUser(
      byOwner(),
      input({ email: "Anna@Example.ORG", branchId: salon.branchId, message: "Willkommen" }),
    );

    const [invitation] = await rows("user_invitations");
    expect(invitation).toMatchObject({
      id,
      email: "Anna@Example.ORG",
      email_normalised: "anna@example.org",
      role: "staff",
      branch_id: salon.branchId,
      invited_by: salon.owner.membershipId,
      status: "pending",
      metadata: { message: "Willkommen" },
    });
    const secret = invitationSecret(salon.companyId, id, 1);
    expect(invitation?.["token_hash"]).toEqual(hashSecret(secret));
    expect(JSON.stringify(invitation)).not.toContain(secret);
    const { rows: valid } = await owner.query(
      "select expires_at - now() between interval '71:59' and interval '72:00' as valid from user_invitations where id = $1",
      [id],
    );
    expect(valid).toEqual([{ valid: true }]);
  });

  it("queues one mail, writes one line in the log, and wakes the queue", async () => {
    const ctx = byOwner();
    const { id } = await inviteUser(ctx, input());

    expect(await rows("invitation_email_queue")).toMatchObject([
      { invitation_id: id, token_generation: 1, status: "pending", attempts: 0, payload: null },
    ]);
    expect(await rows("activity_log")).toMatchObject([
      {
        event: "invitation_created",
        subject_id: id,
        actor_id: salon.owner.userId,
        actor_name: "Jana Richter",
        ip_address: "203.0.113.7",
        data: { email: "anna@example.org", role: "staff" },
      },
    ]);
    expect([...ctx.wake]).toEqual(["invitation-emails"]);
  });

  it.each(["ANNA@EXAMPLE.ORG", " anna@example.org ", "ａｎｎａ@example.org"])(
    "takes %s for the address that is already invited, and leaves nothing behind",
    async (email) => {
      await inviteUser(byOwner(), input());
      const ctx = byOwner();
      const refused = inviteUser(ctx, input({ email }));

      await expect(refused).rejects.toThrow(InvitationPending);
      await expect(refused).rejects.toMatchObject({ issues: [{ path: ["email"] }] });
      expect(await rows("invitation_email_queue")).toHaveLength(1);
      expect(await rows("activity_log")).toHaveLength(1);
    },
  );

  it("is not blocked by an invitation that has run out, been withdrawn, or is another company's", async () => {
    const elsewhere = await createSalon();
    await inviteUser(as(elsewhere.companyId, elsewhere.owner), input());
    const { id: first } = await inviteUser(byOwner(), input());
    await owner.query("update user_invitations set expires_at = now() where id = $1", [first]);
    const { id: second } = await inviteUser(byOwner(), input());
    await owner.query(
      "update user_invitations set status = 'revoked', revoked_at = now() where id = $1",
      [second],
    );
    const { id: third } = await inviteUser(byOwner(), input());

    const states = (await rows("user_invitations")).map(({ id, status }) => [id, status]);
    expect(Object.fromEntries(states)).toEqual({
      [first]: "expired",
      [second]: "revoked",
      [third]: "pending",
    });
  });

  it("lets one of ten simultaneous invitations of a person through", async () => {
    const outcomes = await Promise.allSettled(
      Array.from({ length: 10 }, () => inviteUser(byOwner(), input())),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(9);
    expect(refused.every(({ reason }) => reason instanceof InvitationPending)).toBe(true);
    expect(await rows("invitation_email_queue")).toHaveLength(1);
  });

  it("refuses a member of the company, and welcomes back a former one", async () => {
    const member = await addMember(salon.companyId, "staff", { email: "Anna@example.org" });
    await expect(inviteUser(byOwner(), input())).rejects.toThrow(AlreadyMember);

    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      member.membershipId,
    ]);
    await expect(inviteUser(byOwner(), input())).resolves.toHaveProperty("id");
  });

  it("refuses a staff member who has an account", async () => {
    await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });

    const refused = inviteUser(byOwner(), input({ staffId: salon.staffIds[0] }));
    await expect(refused).rejects.toThrow(StaffTaken);
    await expect(refused).rejects.toMatchObject({ issues: [{ path: ["staffId"] }] });
    await expect(
      inviteUser(byOwner(), input({ staffId: salon.staffIds[1] })),
    ).resolves.toHaveProperty("id");
  });

  it("does not find another company's branch or staff member, nor an unknown one", async () => {
    const elsewhere = await createSalon();

    for (const place of [
      { branchId: elsewhere.branchId },
      { staffId: elsewhere.staffIds[0] },
      { branchId: crypto.randomUUID() },
      { staffId: crypto.randomUUID() },
    ]) {
      await expect(inviteUser(byOwner(), input(place))).rejects.toThrow(NotFound);
    }
    expect(await rows("user_invitations")).toEqual([]);
  });
});

describe("who may invite whom", () => {
  const granted: Record<Role, Role[]> = {
    owner: ["owner", "admin", "manager", "staff"],
    admin: ["admin", "manager", "staff"],
    manager: [],
    staff: [],
  };
  const pairs = ROLES.flatMap((inviter) => ROLES.map((invited) => [inviter, invited] as const));

  it.each(pairs)("is held to the table of roles: %s invites %s", async (inviter, invited) => {
    const member = await addMember(salon.companyId, inviter, { branchId: salon.branchId });
    const outcome = await inviteUser(
      as(salon.companyId, member),
      input({ role: invited, branchId: salon.branchId }),
    ).then(
      () => "invited",
      (error: unknown) => (error instanceof NotAllowed ? "not allowed" : error),
    );

    const isGranted = granted[inviter].includes(invited);
    expect(outcome).toBe(isGranted ? "invited" : "not allowed");
    expect(await rows("user_invitations")).toHaveLength(isGranted ? 1 : 0);
  });

  it("is nobody who only holds an appointment's link", async () => {
    const customer = linkHolder(salon, await createAppointment(salon));

    await expect(inviteUser(as(salon.companyId, customer), input())).rejects.toThrow(NotAllowed);
  });
});
