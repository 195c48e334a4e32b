import { beforeEach, describe, expect, it } from "vitest";

import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { askForNewLink } from "@/lib/invitations/service/ask-for-new-link";
import { getInvitation } from "@/lib/invitations/service/get-invitation";
import { recordInvitationOpened } from "@/lib/invitations/service/record-invitation-opened";
import { resendInvitation, revokeInvitation } from "@/lib/invitations/service/renew-invitation";
import { createContext } from "@/lib/tenancy/context";
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
  invitation = await invite(salon, { message: "Willkommen" });
});

const byOwner = () => as(salon.companyId, salon.owner);
const visitor = () => as(salon.companyId, VISITOR);
const seen = (generation = 1) => ({
  invitationId: invitation.id,
  generation,
  state: "pending" as const,
});
const get = () => getInvitation(byOwner(), invitation.id);
const past = async () => (await get()).events.map(({ kind, by }) => (by ? `${kind}: ${by}` : kind));
const mail = (sql: string) =>
  owner.query(`update invitation_email_queue set ${sql} where invitation_id = $1`, [invitation.id]);
const opens = () =>
  stored(
    `select ip_address::text as ip, user_agent, token_generation from invitation_link_opens
     where invitation_id = $1`,
    invitation.id,
  );

describe("getInvitation", () => {
  it("is what was invited to, by whom and with which words", async () => {
    await expect(get()).resolves.toMatchObject({
      email: invitation.email,
      role: "staff",
      state: "pending",
      generation: 1,
      invitedBy: "Jana Richter",
      message: "Willkommen",
      locale: "de",
      isInviterIn: true,
      membershipId: null,
    });
  });

  it("tells everything that happened, newest first", async () => {
    await mail("status = 'sent', sent_at = now(), next_attempt_at = null");
    await mail("delivery_state = 'bounced', delivery_at = now(), delivery_detail = 'No such user'");
    await resendInvitation(byOwner(), seen());
    await recordInvitationOpened(visitor(), invitation.token);
    const { rows } = await owner.query<{ generation: number }>(
      "select token_generation as generation from user_invitations where id = $1",
      [invitation.id],
    );
    expect(rows).toEqual([{ generation: 2 }]);

    // One instant for all of it, as it was: two statements may lie on two sides of a second.
    const yesterday = new Date(Date.now() - 86_400_000);
    await owner.query(
      "update invitation_email_queue set created_at = $2, sent_at = $2, delivery_at = now() - interval '1 hour' where invitation_id = $1 and token_generation = 1",
      [invitation.id, yesterday],
    );
    await owner.query(
      "update activity_log set created_at = $2 where subject_id = $1 and event = 'invitation_created'",
      [invitation.id, yesterday],
    );

    expect(await past()).toEqual([
      "queued",
      "resent: Jana Richter",
      "bounced",
      "sent",
      "queued",
      "created: Jana Richter",
    ]);
    const { events } = await get();
    expect(events.find(({ kind }) => kind === "bounced")?.detail).toBe("No such user");
    await revokeInvitation(byOwner(), seen(2));
    expect(await past()).toContain("revoked: Jana Richter");
    expect((await past())[0]).toBe("cancelled");
  });

  it("has one time for all that was done at once, so that its order is certain", async () => {
    await revokeInvitation(byOwner(), seen());

    const { events } = await get();
    const timeOf = (kind: string) => events.find((event) => event.kind === kind)?.at;
    expect(timeOf("revoked")).toBe(timeOf("cancelled"));
    expect(timeOf("queued")).toBe((await get()).createdAt);
  });

  it("tells who accepted and from where, and who asked for a new link without a name", async () => {
    await owner.query("update user_invitations set expires_at = now() where id = $1", [
      invitation.id,
    ]);
    await askForNewLink(visitor(), invitation.token);
    expect((await past())[0]).toBe("link_requested");
    expect(await past()).toContain("expired");
    await owner.query(
      "update user_invitations set expires_at = now() + interval '1 hour' where id = $1",
      [invitation.id],
    );
    const person = { as: "new", name: "Anna Berg", password: "ein langes Passwort" } as const;
    await acceptInvitation(visitor(), { token: invitation.token, ...person });

    const { events, acceptedBy, membershipId, state } = await get();
    expect({ state, acceptedBy }).toEqual({ state: "accepted", acceptedBy: "Anna Berg" });
    expect(membershipId).not.toBeNull();
    const accepted = events.find(({ kind }) => kind === "accepted");
    expect(accepted).toMatchObject({ by: "Anna Berg", ipAddress: "203.0.113.7" });
  });

  it("knows when an invitation was made that is older than the log", async () => {
    await owner.query("delete from activity_log where subject_id = $1", [invitation.id]);

    expect(await past()).toEqual(["queued", "created: Jana Richter"]);
  });

  it("says when whoever invited may no longer do so", async () => {
    const admin = await addMember(salon.companyId, "admin");
    const { id } = await invite(salon, {}, admin);
    await owner.query("update memberships set role = 'staff' where id = $1", [admin.membershipId]);

    await expect(getInvitation(byOwner(), id)).resolves.toHaveProperty("isInviterIn", false);
  });

  it("is not found from another company, unknown or hidden, and not for who does not manage", async () => {
    const elsewhere = await createSalon();
    await expect(
      getInvitation(as(elsewhere.companyId, elsewhere.owner), invitation.id),
    ).rejects.toThrow(NotFound);
    await expect(getInvitation(byOwner(), crypto.randomUUID())).rejects.toThrow(NotFound);
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    expect(() => getInvitation(as(salon.companyId, manager), invitation.id)).toThrow(NotAllowed);
    await owner.query("update user_invitations set deleted_at = now() where id = $1", [
      invitation.id,
    ]);
    await expect(get()).rejects.toThrow(NotFound);
  });
});

describe("recordInvitationOpened", () => {
  const from = (ip: string | null, userAgent: string | null = "Safari") =>
    createContext(salon.companyId, VISITOR, { origin: { ip, userAgent, requestId: "r" } });

  it("keeps the network and the program, and changes nothing else", async () => {
    const before = await stored("select * from user_invitations where id = $1", invitation.id);
    await recordInvitationOpened(from("203.0.113.7"), invitation.token);
    await recordInvitationOpened(from("2001:db8:85a3:8d3:1319:8a2e:370:7348"), invitation.token);
    await recordInvitationOpened(from(null, "x".repeat(1000)), invitation.token);

    expect(await opens()).toEqual([
      { ip: "203.0.113.0/24", user_agent: "Safari", token_generation: 1 },
      { ip: "2001:db8:85a3::/48", user_agent: "Safari", token_generation: 1 },
      { ip: null, user_agent: "x".repeat(400), token_generation: 1 },
    ]);
    expect(await stored("select * from user_invitations where id = $1", invitation.id)).toEqual(
      before,
    );
    const { events } = await get();
    expect(events.find(({ kind }) => kind === "opened")).toBeDefined();
  });

  it("keeps twenty a day, however often a program opens the link", async () => {
    await Promise.all(
      Array.from({ length: 60 }, () =>
        recordInvitationOpened(from("203.0.113.7"), invitation.token),
      ),
    );

    expect(await opens()).toHaveLength(20);
  });

  it("keeps nothing for whoever does not hold the secret", async () => {
    const elsewhere = await createSalon();
    await recordInvitationOpened(visitor(), `${invitation.id}.${"A".repeat(43)}`);
    await recordInvitationOpened(visitor(), "");
    await recordInvitationOpened(as(elsewhere.companyId, VISITOR), invitation.token);

    expect(await opens()).toEqual([]);
  });
});
