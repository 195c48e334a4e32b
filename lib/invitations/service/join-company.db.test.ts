import { beforeAll, beforeEach, describe, expect, it } from "vitest";

import { InvitationUsed, InviterGone } from "@/lib/invitations/errors";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { findInvitation, viewInvitation } from "@/lib/invitations/service/find-invitation";
import { getInvitation } from "@/lib/invitations/service/get-invitation";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { joinCompany } from "@/lib/invitations/service/join-company";
import { listInvitations } from "@/lib/invitations/service/list-invitations";
import { resendInvitation } from "@/lib/invitations/service/renew-invitation";
import { hashSecret } from "@/lib/platform/secrets";
import { type Role, ROLES } from "@/lib/tenancy/roles";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import {
  addMember,
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

beforeAll(async () => {
  // Whoever runs the platform besides those who are dismissed here.
  const id = await createAccount(`${crypto.randomUUID()}@example.org`, PASSWORD);
  await owner.query("update users set is_platform_operator = true where id = $1", [id]);
});

beforeEach(async () => {
  salon = await createSalon();
});

const visitor = () => as(salon.companyId, VISITOR);
const accept = (token: string) =>
  acceptInvitation(visitor(), { token, as: "new", name: "Anna Berg", password: PASSWORD });
const membershipsOf = (email: string) =>
  stored(
    `select m.* from memberships m join users u on u.id = m.user_id
     where m.company_id = $1 and u.email_normalised = $2`,
    salon.companyId,
    email,
  );

async function inviteByOperator(): Promise<{ operatorId: string; id: string; token: string }> {
  const operatorId = await createAccount(`${crypto.randomUUID()}@example.org`, PASSWORD);
  await owner.query("update users set is_platform_operator = true, name = 'Olga' where id = $1", [
    operatorId,
  ]);
  const id = crypto.randomUUID();
  const secret = invitationSecret(salon.companyId, id, 1);
  await owner.query(
    `insert into user_invitations (company_id, id, email, email_normalised, role,
       invited_by_operator, token_hash) values ($1, $2, $3, $3, 'owner', $4, $5)`,
    [salon.companyId, id, `${id}@example.org`, operatorId, hashSecret(secret)],
  );

  return { operatorId, id, token: `${id}.${secret}` };
}
const dismiss = (id: string) =>
  owner.query("update users set is_platform_operator = false where id = $1", [id]);

describe("joining a company", () => {
  it("keeps who invited, and that somebody came", async () => {
    const { token, email } = await invite(salon, { role: "admin" });
    await accept(token);

    const [member] = await membershipsOf(email);
    expect(member).toMatchObject({ role: "admin", invited_by: salon.owner.membershipId });
    expect(
      await stored(
        "select actor_name, data from activity_log where event = 'user_joined' and subject_id = $1",
        member?.["id"],
      ),
    ).toEqual([{ actor_name: "Anna Berg", data: { name: "Anna Berg", role: "admin" } }]);
  });

  it("makes one account and one membership of a thousand acceptances that compete", async () => {
    const { token, email } = await invite(salon);
    const invitation = await visitor().transaction((db) => findInvitation(visitor(), db, token));
    const proven = { invitation: invitation!, token, name: "Anna Berg", passwordHash: "hashed" };
    const outcomes: unknown[] = [];
    // The pool lets a few at a time through to the database; those behind them wait here and not in
    // its queue, which gives up after ten seconds on a machine that is busy.
    const compete = async () => {
      for (let tries = 0; tries < 20; tries += 1) {
        outcomes.push(await joinCompany(visitor(), proven).catch((error: unknown) => error));
      }
    };
    await Promise.all(Array.from({ length: 50 }, compete));

    expect(outcomes).toHaveLength(1000);
    expect(outcomes.filter((outcome) => outcome instanceof InvitationUsed)).toHaveLength(999);
    expect(await stored("select from users where email_normalised = $1", email)).toHaveLength(1);
    expect(await membershipsOf(email)).toHaveLength(1);
  }, 120_000);

  it("is held to what the inviter may grant when it happens", async () => {
    const grants: Record<Role, readonly Role[]> = {
      owner: ["owner", "admin", "manager", "staff"],
      admin: ["admin", "manager", "staff"],
      manager: [],
      staff: [],
    };
    for (const now of ROLES) {
      for (const granted of ROLES) {
        const { branchId } = salon;
        const inviter = await addMember(salon.companyId, "owner", { branchId });
        const { token } = await invite(salon, { role: granted, branchId }, inviter);
        await owner.query("update memberships set role = $2 where id = $1", [
          inviter.membershipId,
          now,
        ]);
        const outcome = await accept(token).then(
          () => "joined",
          (error: unknown) => (error instanceof InviterGone ? "refused" : error),
        );

        expect([now, granted, outcome]).toEqual([
          now,
          granted,
          grants[now].includes(granted) ? "joined" : "refused",
        ]);
      }
    }
  }, 60_000);
});

describe("a platform operator's invitation of a company's first owner", () => {
  it("shows the product and the operator as who invites, to the person and to the team", async () => {
    const { id, token } = await inviteByOperator();
    const company = { slug: "salon", name: "Salon", accentColour: "#6b3a6e" };
    const inviter = "Olga (Terminportal)";

    await expect(viewInvitation(visitor(), { token, company })).resolves.toMatchObject({
      state: "open",
      details: { inviter, role: "owner" },
    });
    const byOwner = as(salon.companyId, salon.owner);
    const filter = { state: undefined, search: "olga", after: undefined };
    expect((await listInvitations(byOwner, filter)).invitations).toMatchObject([
      { id, invitedBy: inviter },
    ]);
    await expect(getInvitation(byOwner, id)).resolves.toMatchObject({
      invitedBy: inviter,
      isInviterIn: true,
    });
  });

  it("makes an owner whom no member has invited", async () => {
    const { id, token } = await inviteByOperator();
    await accept(token);

    expect(await membershipsOf(`${id}@example.org`)).toMatchObject([
      { role: "owner", invited_by: null },
    ]);
  });

  it("makes an owner of somebody who is at work there already, and keeps who they perform as", async () => {
    const { id, token } = await inviteByOperator();
    const userId = await createAccount(`${id}@example.org`, PASSWORD);
    await owner.query(
      `insert into memberships (company_id, user_id, role, branch_id, staff_id)
       values ($1, $2, 'manager', $3, $4)`,
      [salon.companyId, userId, salon.branchId, salon.staffIds[0]],
    );
    await acceptInvitation(visitor(), { token, as: "existing", name: "", password: PASSWORD });

    expect(await membershipsOf(`${id}@example.org`)).toMatchObject([{ role: "owner" }]);
    expect(
      await stored("select branch_id, staff_id from memberships where user_id = $1", userId),
    ).toEqual([{ branch_id: null, staff_id: salon.staffIds[0] }]);
    expect(
      await stored(
        "select event, data from activity_log where company_id = $1 and event like 'user_%'",
        salon.companyId,
      ),
    ).toMatchObject([{ event: "user_role_changed", data: { old: "manager", new: "owner" } }]);
  });

  it("is worth nothing once the operator is none any more, also while it is being accepted", async () => {
    const first = await inviteByOperator();
    await dismiss(first.operatorId);
    await expect(accept(first.token)).rejects.toThrow(InviterGone);

    const { id, token, operatorId } = await inviteByOperator();
    const outcome = await behindLock(
      { table: "user_invitations", id, waiting: 1 },
      () => accept(token).catch((error: unknown) => error),
      `update users set is_platform_operator = false where id = '${operatorId}'`,
    );
    expect(outcome).toBeInstanceOf(InviterGone);
    expect(await membershipsOf(`${id}@example.org`)).toEqual([]);
  });

  it("is taken over by an owner who sends it again, once the operator is none any more", async () => {
    const { id, operatorId } = await inviteByOperator();
    const inviters = () =>
      stored("select invited_by, invited_by_operator from user_invitations where id = $1", id);
    const byOwner = as(salon.companyId, salon.owner);
    const seen = { invitationId: id, state: "pending" as const };
    await resendInvitation(byOwner, { ...seen, generation: 1 });
    expect(await inviters()).toEqual([{ invited_by: null, invited_by_operator: operatorId }]);

    await dismiss(operatorId);
    await resendInvitation(byOwner, { ...seen, generation: 2 });
    expect(await inviters()).toEqual([
      { invited_by: salon.owner.membershipId, invited_by_operator: null },
    ]);
  });
});
