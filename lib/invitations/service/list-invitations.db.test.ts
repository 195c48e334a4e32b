import { beforeEach, describe, expect, it } from "vitest";

import { type InvitationFilter, invitationFilterSchema } from "@/lib/invitations/schema";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { askForNewLink } from "@/lib/invitations/service/ask-for-new-link";
import { listInvitations, listOpenInvitations } from "@/lib/invitations/service/list-invitations";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, invite, type TestSalon, VISITOR } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const byOwner = () => as(salon.companyId, salon.owner);
const list = (filter: Partial<InvitationFilter> = {}) =>
  listInvitations(byOwner(), invitationFilterSchema.parse(filter));
const emails = async (filter: Partial<InvitationFilter>) =>
  (await list(filter)).invitations.map(({ email }) => email.split("@")[0]);
const named = (name: string, change: Record<string, string> = {}) =>
  invite(salon, { email: `${name}@example.org`, ...change });
const change = (id: string, sql: string) =>
  owner.query(`update user_invitations set ${sql} where id = $1`, [id]);
const mail = (id: string, sql: string) =>
  owner.query(`update invitation_email_queue set ${sql} where invitation_id = $1`, [id]);
const SENT = "status = 'sent', sent_at = now(), next_attempt_at = null";
const delivery = (state: string) => `${SENT}, delivery_state = '${state}', delivery_at = now()`;

/** One invitation in each state that there can be. */
async function oneOfEach(): Promise<void> {
  await named("waiting");
  await mail((await named("sent")).id, SENT);
  await mail((await named("delayed")).id, delivery("delayed"));
  await mail((await named("delivered")).id, delivery("delivered"));
  await mail((await named("complained")).id, delivery("complained"));
  await mail(
    (await named("bounced")).id,
    `${delivery("bounced")}, delivery_detail = 'No such user'`,
  );
  await mail((await named("suppressed")).id, delivery("suppressed"));
  await mail((await named("failed")).id, "status = 'failed', next_attempt_at = null");
  await change((await named("overdue")).id, "expires_at = now()");
  await change((await named("expired")).id, "status = 'expired'");
  await change((await named("revoked")).id, "status = 'revoked', revoked_at = now()");
  const { token } = await named("accepted");
  const person = { as: "new", name: "Anna Berg", password: "ein langes Passwort" } as const;
  await acceptInvitation(as(salon.companyId, VISITOR), { token, ...person });
}

describe("listInvitations", () => {
  it("says of each how far it is, and counts them", async () => {
    await oneOfEach();
    const { counts } = await list();

    expect(counts).toEqual({
      ...{ pending: 1, sent: 2, delivered: 2, bounced: 3, accepted: 1, expired: 2, revoked: 1 },
    });
    expect(await emails({ state: "pending" })).toEqual(["waiting"]);
    expect(await emails({ state: "sent" })).toEqual(["delayed", "sent"]);
    expect(await emails({ state: "delivered" })).toEqual(["complained", "delivered"]);
    expect(await emails({ state: "bounced" })).toEqual(["failed", "suppressed", "bounced"]);
    expect(await emails({ state: "expired" })).toEqual(["expired", "overdue"]);
    expect(await emails({ state: "revoked" })).toEqual(["revoked"]);
    expect((await list({ state: "accepted" })).invitations).toMatchObject([
      { email: "accepted@example.org", acceptedBy: "Anna Berg", invitedBy: "Jana Richter" },
    ]);
    expect((await list({ search: "bounced" })).invitations).toMatchObject([
      { mail: { status: "sent", delivery: "bounced", deliveryDetail: "No such user" } },
    ]);
  });

  it("goes by the mail of the present link, not by an older one", async () => {
    const { id } = await named("anna");
    await mail(id, delivery("bounced"));
    await change(id, "token_generation = 2");
    expect((await list()).invitations).toMatchObject([{ state: "pending", mail: null }]);
    expect((await list()).counts).toMatchObject({ pending: 1, bounced: 0 });
    await owner.query(
      "insert into invitation_email_queue (company_id, invitation_id, token_generation) values ($1, $2, 2)",
      [salon.companyId, id],
    );

    expect((await list()).invitations).toMatchObject([{ state: "pending", generation: 2 }]);
  });

  it("finds by address, and by who invited or accepted, taking every letter for itself", async () => {
    const admin = await addMember(salon.companyId, "admin", { name: "Öznur 100%" });
    await oneOfEach();
    await invite(salon, { email: "per_son@example.org" }, admin);

    expect(await emails({ search: "DELAY" })).toEqual(["delayed"]);
    expect(await emails({ search: "öznur" })).toEqual(["per_son"]);
    expect(await emails({ search: "anna b" })).toEqual(["accepted"]);
    expect(await emails({ search: "100%" })).toEqual(["per_son"]);
    expect(await emails({ search: "r_s" })).toEqual(["per_son"]);
    expect(await emails({ search: "' or true --" })).toEqual([]);
    expect((await list({ search: "öznur" })).counts).toMatchObject({ pending: 1, sent: 0 });
  });

  it("goes page by page through all of them once, also where many were made at one moment", async () => {
    await owner.query(
      `insert into user_invitations
         (company_id, email, email_normalised, role, invited_by, token_hash, created_at)
       select $1, e, e, 'staff', $2, '', now() - (n / 40) * interval '1 microsecond'
       from generate_series(1, 120) n, lateral (select 'p' || n || '@example.org' as e) x`,
      [salon.companyId, salon.owner.membershipId],
    );
    const seen: string[] = [];
    let after: string | undefined;
    do {
      const page = await list({ after });
      seen.push(...page.invitations.map(({ id }) => id));
      after = page.next ?? undefined;
    } while (after !== undefined);

    expect(seen).toHaveLength(120);
    expect(new Set(seen).size).toBe(120);
  });

  it("takes what no address says for no filter", () => {
    const nonsense = { state: "king", after: "2026-01-01_x", search: "x".repeat(200) };

    expect(invitationFilterSchema.parse(nonsense)).toEqual({
      state: undefined,
      after: undefined,
      search: "",
    });
  });

  it("shows nothing of another company, nothing that is hidden, and nothing to who does not manage", async () => {
    const elsewhere = await createSalon();
    await invite(elsewhere);
    await change((await named("hidden")).id, "deleted_at = now()");
    expect((await list()).invitations).toEqual([]);

    for (const role of ["manager", "staff"] as const) {
      const member = await addMember(salon.companyId, role, { branchId: salon.branchId });
      const filter = invitationFilterSchema.parse({});
      expect(() => listInvitations(as(salon.companyId, member), filter)).toThrow(NotAllowed);
      expect(() => listOpenInvitations(as(salon.companyId, member), 5)).toThrow(NotAllowed);
    }
  });
});

describe("listOpenInvitations", () => {
  it("is what somebody should look at: open ones, and expired ones that are asked for", async () => {
    await oneOfEach();
    const { id, token } = await named("asked");
    await change(id, "expires_at = now()");
    await askForNewLink(as(salon.companyId, VISITOR), token);
    const open = await listOpenInvitations(byOwner(), 20);

    expect(open.map(({ email }) => email.split("@")[0])).toEqual([
      ...["asked", "failed", "suppressed", "bounced", "complained", "delivered", "delayed"],
      ...["sent", "waiting"],
    ]);
    expect(Date.parse(open[0]?.linkRequestedAt ?? "")).toBeGreaterThan(0);
    expect(await listOpenInvitations(byOwner(), 2)).toHaveLength(2);
  });
});
