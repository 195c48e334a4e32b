import { beforeEach, describe, expect, it } from "vitest";

import { InvitationPending, InvitationUsed } from "@/lib/invitations/errors";
import { viewInvitation } from "@/lib/invitations/service/find-invitation";
import { invitationToken } from "@/lib/invitations/service/invitation-secret";
import {
  askForNewLink,
  resendInvitation,
  revokeInvitation,
} from "@/lib/invitations/service/renew-invitation";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createSalon,
  invite,
  stored,
  type TestSalon,
  VISITOR,
} from "@/tests/support/salon";

let salon: TestSalon;
let invitation: Awaited<ReturnType<typeof invite>>;

beforeEach(async () => {
  salon = await createSalon();
  invitation = await invite(salon);
});

const company = { slug: "salon", name: "Salon", accentColour: "#6b3a6e" };
const byOwner = () => as(salon.companyId, salon.owner);
const stateOf = async (generation: number) => {
  const token = invitationToken(salon.companyId, invitation.id, generation);

  return (await viewInvitation(as(salon.companyId, VISITOR), { token, company })).state;
};
const change = (sql: string) =>
  owner.query(`update user_invitations set ${sql} where id = $1`, [invitation.id]);
const mails = () =>
  stored(
    `select token_generation as generation, status from invitation_email_queue
     where invitation_id = $1 order by token_generation`,
    invitation.id,
  );
const events = async () =>
  (
    await stored(
      "select event from activity_log where subject_id = $1 order by created_at, id",
      invitation.id,
    )
  ).map(({ event }) => event);

describe("resendInvitation", () => {
  it("kills the old link, mails a new one for 72 hours, and says so in the log", async () => {
    await change("expires_at = now() + interval '1 hour'");
    const ctx = byOwner();
    await resendInvitation(ctx, invitation.id);

    expect(await stateOf(1)).toBe("unknown");
    expect(await stateOf(2)).toBe("open");
    expect(await mails()).toEqual([
      { generation: 1, status: "cancelled" },
      { generation: 2, status: "pending" },
    ]);
    expect(await events()).toEqual(["invitation_created", "invitation_resent"]);
    expect([...ctx.wake]).toEqual(["invitation-emails"]);
    const [row] = await stored(
      "select expires_at > now() + interval '71 hours' as renewed from user_invitations where id = $1",
      invitation.id,
    );
    expect(row).toEqual({ renewed: true });
  });

  it.each([
    ["expired", "status = 'expired', expires_at = now()"],
    ["withdrawn", "status = 'revoked', revoked_at = now()"],
  ])("opens an invitation again that was %s", async (_how, sql) => {
    await change(sql);
    await resendInvitation(byOwner(), invitation.id);

    expect(await stateOf(2)).toBe("open");
  });

  it("leaves one live link when several admins press at once", async () => {
    await Promise.all(Array.from({ length: 6 }, () => resendInvitation(byOwner(), invitation.id)));

    const states = await Promise.all([1, 2, 3, 4, 5, 6, 7].map(stateOf));
    expect(states).toEqual([...Array.from({ length: 6 }, () => "unknown"), "open"]);
    const waiting = (await mails()).filter(({ status }) => status === "pending");
    expect(waiting).toEqual([{ generation: 7, status: "pending" }]);
  });

  it("refuses when another invitation for the address is open, and changes nothing", async () => {
    await change("status = 'revoked', revoked_at = now()");
    await invite(salon, { email: invitation.email });

    await expect(resendInvitation(byOwner(), invitation.id)).rejects.toThrow(InvitationPending);
    expect(await stateOf(1)).toBe("revoked");
  });
});

describe("revokeInvitation", () => {
  it("kills the link and the waiting mail, and does so once", async () => {
    await revokeInvitation(byOwner(), invitation.id);
    const [first] = await stored("select * from user_invitations where id = $1", invitation.id);
    await revokeInvitation(byOwner(), invitation.id);

    expect(await stateOf(1)).toBe("revoked");
    expect(await mails()).toEqual([{ generation: 1, status: "cancelled" }]);
    expect(await events()).toEqual(["invitation_created", "invitation_revoked"]);
    expect(await stored("select * from user_invitations where id = $1", invitation.id)).toEqual([
      first,
    ]);
  });
});

describe.each([
  ["resendInvitation", resendInvitation],
  ["revokeInvitation", revokeInvitation],
])("%s", (_name, service) => {
  it("refuses an accepted invitation", async () => {
    await change("status = 'accepted', accepted_at = now()");

    await expect(service(byOwner(), invitation.id)).rejects.toThrow(InvitationUsed);
  });

  it("is for those who may grant the role", async () => {
    const { id: ofOwner } = await invite(salon, { role: "owner" });
    const admin = as(salon.companyId, await addMember(salon.companyId, "admin"));
    const staff = as(salon.companyId, await addMember(salon.companyId, "staff"));

    await expect(service(admin, ofOwner)).rejects.toThrow(NotAllowed);
    await expect(service(staff, invitation.id)).rejects.toThrow(NotAllowed);
    await expect(service(as(salon.companyId, VISITOR), invitation.id)).rejects.toThrow(NotAllowed);
    await expect(service(admin, invitation.id)).resolves.toBeUndefined();
  });

  it("does not find another company's, an unknown, or a deleted invitation", async () => {
    const elsewhere = await createSalon();

    await expect(service(as(elsewhere.companyId, elsewhere.owner), invitation.id)).rejects.toThrow(
      NotFound,
    );
    await expect(service(byOwner(), crypto.randomUUID())).rejects.toThrow(NotFound);
    await change("deleted_at = now()");
    await expect(service(byOwner(), invitation.id)).rejects.toThrow(NotFound);
  });
});

describe("askForNewLink", () => {
  const ask = (token = invitation.token, companyId = salon.companyId) =>
    askForNewLink(as(companyId, VISITOR), token);

  it("tells the admins, at most once an hour", async () => {
    await change("expires_at = now()");
    await Promise.all([ask(), ask(), ask()]);
    await ask();

    expect(await events()).toEqual(["invitation_created", "invitation_link_requested"]);
    await owner.query("delete from rate_limits where key like 'ask-for-link%'");
    await ask();
    expect(await events()).toHaveLength(3);
  });

  it.each([
    ["open", "status = 'pending'"],
    ["withdrawn", "status = 'revoked', revoked_at = now()"],
    ["accepted", "status = 'accepted', accepted_at = now()"],
  ])("says nothing for one that is %s", async (_state, sql) => {
    await change(sql);
    await ask();

    expect(await events()).toEqual(["invitation_created"]);
  });

  it("says nothing for a link that is not theirs", async () => {
    const elsewhere = await createSalon();
    await change("expires_at = now()");
    await ask(`${invitation.id}.${"A".repeat(43)}`);
    await ask(invitation.token, elsewhere.companyId);

    expect(await events()).toEqual(["invitation_created"]);
  });
});
