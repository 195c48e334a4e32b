import { beforeEach, describe, expect, it } from "vitest";

import { InvitationChanged, InvitationPending, InvitationUsed } from "@/lib/invitations/errors";
import type { SeenInvitation } from "@/lib/invitations/schema";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { askForNewLink } from "@/lib/invitations/service/ask-for-new-link";
import { viewInvitation } from "@/lib/invitations/service/find-invitation";
import { invitationToken } from "@/lib/invitations/service/invitation-secret";
import { resendInvitation, revokeInvitation } from "@/lib/invitations/service/renew-invitation";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
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
/** As an admin's page shows it who has just opened it. */
const seen = (change: Partial<SeenInvitation> = {}): SeenInvitation => ({
  invitationId: invitation.id,
  generation: 1,
  state: "pending",
  ...change,
});
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
    await resendInvitation(ctx, seen());

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
  ] as const)("opens an invitation again that was %s", async (how, sql) => {
    await change(sql);
    await resendInvitation(byOwner(), seen({ state: how === "expired" ? "expired" : "revoked" }));

    expect(await stateOf(2)).toBe("open");
  });

  it("is done once when several admins press at once, and the others are told by whom", async () => {
    const katharina = await addMember(salon.companyId, "admin");
    const outcomes = await behindLock(
      { table: "user_invitations", id: invitation.id, waiting: 6 },
      () =>
        Promise.allSettled(
          Array.from({ length: 6 }, () => resendInvitation(as(salon.companyId, katharina), seen())),
        ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(5);
    for (const { reason } of refused) {
      expect(reason).toBeInstanceOf(InvitationChanged);
      expect(reason).toHaveProperty("params", {
        name: "Katharina Vogel",
        event: "invitation_resent",
        minutes: 0,
      });
    }
    expect(await Promise.all([1, 2, 3].map(stateOf))).toEqual(["unknown", "open", "unknown"]);
    expect(await mails()).toEqual([
      { generation: 1, status: "cancelled" },
      { generation: 2, status: "pending" },
    ]);
  });

  it("does not open again what somebody has withdrawn in the meantime", async () => {
    await revokeInvitation(byOwner(), seen());

    const late = resendInvitation(byOwner(), seen());
    await expect(late).rejects.toThrow(InvitationChanged);
    await expect(late).rejects.toMatchObject({ params: { event: "invitation_revoked" } });
    expect(await stateOf(1)).toBe("revoked");
  });

  it.each([
    ["left", "deactivated_at = now()"],
    ["became staff", "role = 'staff'"],
  ])("is taken over from an inviter who %s, or nobody could accept it", async (_how, sql) => {
    const admin = await addMember(salon.companyId, "admin");
    const { id, email } = await invite(salon, {}, admin);
    await owner.query(`update memberships set ${sql} where id = $1`, [admin.membershipId]);
    await resendInvitation(byOwner(), seen({ invitationId: id }));

    expect(await stored("select invited_by from user_invitations where id = $1", id)).toEqual([
      { invited_by: salon.owner.membershipId },
    ]);
    await acceptInvitation(as(salon.companyId, VISITOR), {
      token: invitationToken(salon.companyId, id, 2),
      ...{ as: "new", name: "Anna Berg", password: "ein langes Passwort" },
    });
    expect(await stored("select from users where email_normalised = $1", email)).toHaveLength(1);
  });

  it("leaves an invitation with an inviter who is still there, also when another one sends it", async () => {
    const admin = await addMember(salon.companyId, "admin");
    await resendInvitation(as(salon.companyId, admin), seen());

    expect(
      await stored("select invited_by from user_invitations where id = $1", invitation.id),
    ).toEqual([{ invited_by: salon.owner.membershipId }]);
  });

  it("refuses when another invitation for the address is open, and changes nothing", async () => {
    await change("status = 'revoked', revoked_at = now()");
    await invite(salon, { email: invitation.email });

    await expect(resendInvitation(byOwner(), seen({ state: "revoked" }))).rejects.toThrow(
      InvitationPending,
    );
    expect(await stateOf(1)).toBe("revoked");
  });
});

describe("revokeInvitation", () => {
  it("kills the link and the waiting mail, once; who comes second is told", async () => {
    const outcomes = await Promise.allSettled([
      revokeInvitation(byOwner(), seen()),
      revokeInvitation(byOwner(), seen()),
    ]);
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(1);
    expect(refused[0]?.reason).toMatchObject({
      code: "invitation-changed",
      params: { name: "Jana Richter", event: "invitation_revoked", minutes: 0 },
    });
    expect(await stateOf(1)).toBe("revoked");
    expect(await mails()).toEqual([{ generation: 1, status: "cancelled" }]);
    expect(await events()).toEqual(["invitation_created", "invitation_revoked"]);
  });

  it("and a new link do not both happen: one of them comes second", async () => {
    const outcomes = await behindLock(
      { table: "user_invitations", id: invitation.id, waiting: 2 },
      () =>
        Promise.allSettled([
          revokeInvitation(byOwner(), seen()),
          resendInvitation(byOwner(), seen()),
        ]),
    );

    expect(outcomes.filter(({ status }) => status === "fulfilled")).toHaveLength(1);
    const past = await events();
    expect(past).toHaveLength(2);
    expect(await stateOf(past[1] === "invitation_revoked" ? 1 : 2)).toBe(
      past[1] === "invitation_revoked" ? "revoked" : "open",
    );
  });
});

describe.each([
  ["resendInvitation", resendInvitation],
  ["revokeInvitation", revokeInvitation],
])("%s", (_name, service) => {
  it("refuses an accepted invitation", async () => {
    await change("status = 'accepted', accepted_at = now()");

    await expect(service(byOwner(), seen())).rejects.toThrow(InvitationUsed);
  });

  it("is for those who may grant the role", async () => {
    const { id: ofOwner } = await invite(salon, { role: "owner" });
    const admin = as(salon.companyId, await addMember(salon.companyId, "admin"));
    const staff = as(salon.companyId, await addMember(salon.companyId, "staff"));

    await expect(service(admin, { ...seen(), invitationId: ofOwner })).rejects.toThrow(NotAllowed);
    await expect(service(staff, seen())).rejects.toThrow(NotAllowed);
    await expect(service(as(salon.companyId, VISITOR), seen())).rejects.toThrow(NotAllowed);
    await expect(service(admin, seen())).resolves.toBeUndefined();
  });

  it("does not find another company's, an unknown, or a deleted invitation", async () => {
    const elsewhere = await createSalon();

    await expect(service(as(elsewhere.companyId, elsewhere.owner), seen())).rejects.toThrow(
      NotFound,
    );
    await expect(
      service(byOwner(), { ...seen(), invitationId: crypto.randomUUID() }),
    ).rejects.toThrow(NotFound);
    await change("deleted_at = now()");
    await expect(service(byOwner(), seen())).rejects.toThrow(NotFound);
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
