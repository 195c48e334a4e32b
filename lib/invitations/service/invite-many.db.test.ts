import { beforeEach, describe, expect, it } from "vitest";

import {
  InvitationPending,
  ListUnreadable,
  NobodyListed,
  OneStaffMember,
  TooManyAddresses,
} from "@/lib/invitations/errors";
import { inviteManySchema, inviteSchema, MOST_INVITED } from "@/lib/invitations/schema";
import { inviteMany } from "@/lib/invitations/service/invite-many";
import { inviteUser } from "@/lib/invitations/service/invite-user";
import type { Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, invite, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const send = (form: Record<string, string>, actor: Member = salon.owner) =>
  inviteMany(as(salon.companyId, actor), inviteManySchema.parse(form));
const problems = async (form: Record<string, string>, actor?: Member) =>
  (await send(form, actor)).rows.map(({ email, problem }) => [email, problem?.code ?? "invited"]);
const invitations = () =>
  stored(
    `select email_normalised, role, branch_id, staff_id, locale, metadata from user_invitations
     where company_id = $1 order by created_at, id`,
    salon.companyId,
  );
const addresses = async () =>
  (await invitations()).map(({ email_normalised }) => String(email_normalised));

describe("inviteMany", () => {
  it("invites every address of a pasted list, with what was chosen for all of them", async () => {
    const { branchId } = salon;
    const message = "Willkommen";
    const listed = "a@example.org, Anna Berg <B@example.org>\nc@example.org";
    const chosen = { role: "manager", branchId, locale: "en", message };
    const report = await send({ addresses: listed, ...chosen });

    expect(report.rows.map(({ problem }) => problem)).toEqual([null, null, null]);
    expect((await addresses()).sort()).toEqual(["a@", "b@", "c@"].map((a) => `${a}example.org`));
    const [first] = await invitations();
    expect(first).toMatchObject({
      role: "manager",
      branch_id: branchId,
      locale: "en",
      metadata: { message },
    });
  });

  it("reads a table with roles, branches and staff members by name", async () => {
    const [lena] = salon.staffIds;
    const list = [
      "Rolle;E-Mail;Filiale;Termine als;Sprache;Telefon",
      "Filialleitung;a@example.org;berlin;;en;030",
      ";b@example.org;;LENA HOFMANN;;",
      "Verwaltung;c@example.org",
      ";;;;;",
    ].join("\r\n");

    expect((await send({ addresses: "", list })).rows.map(({ problem }) => problem)).toEqual([
      null,
      null,
      null,
    ]);
    expect(await invitations()).toMatchObject([
      { role: "manager", branch_id: salon.branchId, staff_id: null, locale: "en" },
      { role: "staff", branch_id: null, staff_id: lena, locale: "de" },
      { role: "admin", branch_id: null, staff_id: null, locale: "de" },
    ]);
  });

  it("finds nobody in the calendar who has stopped", async () => {
    await owner.query("update staff set is_active = false where id = $1", [salon.staffIds[1]]);
    const list = "E-Mail;Termine als\na@example.org;Mehmet Aydın\nb@example.org;Lena Hofmann";

    expect(await problems({ addresses: "", list })).toEqual([
      ["a@example.org", "staff-unknown"],
      ["b@example.org", "invited"],
    ]);
  });

  it("says of each refused row why, at which field, and invites the others", async () => {
    await addMember(salon.companyId, "staff", { email: "mitglied@example.org" });
    await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    await invite(salon, { email: "offen@example.org" });
    const list = [
      "email,role,branch,staff,locale",
      "gut@example.org,,,,",
      "GUT@example.org,,,,",
      "offen@example.org,,,,",
      "Mitglied@Example.org,,,,",
      "keine adresse,,,,",
      "rolle@example.org,koenig,,,",
      "filiale@example.org,,Atlantis,,",
      "ohne-filiale@example.org,manager,,,",
      "kalender@example.org,,,Niemand,",
      "besetzt@example.org,,,Lena Hofmann,",
      "sprache@example.org,,,,la",
    ].join("\n");

    expect(await problems({ addresses: "", list })).toEqual([
      ["gut@example.org", "invited"],
      ["GUT@example.org", "duplicate-address"],
      ["offen@example.org", "invitation-pending"],
      ["Mitglied@Example.org", "already-member"],
      ["keine adresse", "email-invalid"],
      ["rolle@example.org", "role-unknown"],
      ["filiale@example.org", "branch-unknown"],
      ["ohne-filiale@example.org", "branch-required"],
      ["kalender@example.org", "staff-unknown"],
      ["besetzt@example.org", "staff-taken"],
      ["sprache@example.org", "locale-unknown"],
    ]);
    expect(await addresses()).toEqual(["offen@example.org", "gut@example.org"]);
  });

  it("takes the corrected rows of a list, and leaves out those without an address", async () => {
    const form = {
      "email.0": "a@example.org",
      "role.0": "manager",
      "branchId.0": salon.branchId,
      "email.3": "b@example.org",
      "role.3": "staff",
      "locale.3": "en",
      "email.4": "  ",
      message: "Willkommen",
    };

    expect(await problems(form)).toEqual([
      ["a@example.org", "invited"],
      ["b@example.org", "invited"],
    ]);
    expect(await invitations()).toMatchObject([
      { role: "manager", branch_id: salon.branchId, locale: "de" },
      { role: "staff", branch_id: null, locale: "en", metadata: { message: "Willkommen" } },
    ]);
    expect(await problems({ "email.0": "" })).toEqual([]);
  });

  it("holds every row to the table of roles, also in a form that somebody has changed", async () => {
    const admin = await addMember(salon.companyId, "admin");
    const rows = { "email.0": "a@example.org", "role.0": "owner", "email.1": "b@example.org" };

    expect(await problems({ ...rows, "role.1": "king" }, admin)).toEqual([
      ["a@example.org", "role-not-allowed"],
      ["b@example.org", "choose"],
    ]);
    expect(await addresses()).toEqual([]);
  });

  it("does not know the branches and staff members of other companies", async () => {
    const elsewhere = await createSalon();
    const list = `email,branch,staff\na@example.org,${elsewhere.branchId},\nb@example.org,,${elsewhere.staffIds[0]}`;

    expect(await problems({ addresses: "", list })).toEqual([
      ["a@example.org", "branch-unknown"],
      ["b@example.org", "staff-unknown"],
    ]);
    const forged = { "email.0": "c@example.org", "role.0": "staff" };
    expect(await problems({ ...forged, "branchId.0": elsewhere.branchId })).toEqual([
      ["c@example.org", "branch-unknown"],
    ]);
  });

  it.each([
    "=cmd|'/C calc'!A0",
    '+1@example.org,=HYPERLINK("http://example.org")',
    "@SUM(1+1)*cmd|' /C calc'!A0",
    "anna@example.org\u202e",
    "anna\u0000@example.org",
    "<script>alert(1)</script>@example.org",
    `${"x".repeat(5000)}@example.org`,
  ])("refuses what is no address as a row of its own: %j", async (hostile) => {
    const report = await send({ addresses: "", list: hostile });

    expect(report.rows.filter(({ problem }) => problem === null).length).toBeLessThanOrEqual(1);
    expect(report.rows.some(({ problem }) => problem?.code === "email-invalid")).toBe(true);
    expect(report.rows.every(({ email }) => email.length <= 320)).toBe(true);
  });

  it("invites nobody where the list as a whole is not to be taken", async () => {
    const many = (count: number) =>
      Array.from({ length: count }, (_none, index) => `p${index}@example.org`).join("\n");

    await expect(send({ addresses: " , ;\n" })).rejects.toThrow(NobodyListed);
    const tooMany = send({ addresses: many(MOST_INVITED), list: "q@example.org" });
    await expect(tooMany).rejects.toThrow(TooManyAddresses);
    await expect(tooMany).rejects.toMatchObject({ params: { count: 201, max: 200 } });
    await expect(send({ addresses: 'email,role\na@example.org,"staff' })).rejects.toThrow(
      ListUnreadable,
    );
    const { staffIds } = salon;
    await expect(send({ addresses: many(2), staffId: staffIds[0] })).rejects.toThrow(
      OneStaffMember,
    );
    expect(await addresses()).toEqual([]);
  });

  it.each(["manager", "staff"] as const)("is not for a %s", async (role) => {
    const member = await addMember(salon.companyId, role, { branchId: salon.branchId });

    await expect(send({ addresses: "a@example.org" }, member)).rejects.toThrow(NotAllowed);
  });

  it("takes 200 at once", async () => {
    const listed = Array.from({ length: MOST_INVITED }, (_none, index) => `p${index}@example.org`);
    const report = await send({ addresses: listed.join("\n") });

    expect(report.rows.filter(({ problem }) => problem === null)).toHaveLength(200);
    expect(await addresses()).toHaveLength(200);
  });
});

describe("two hundred admins who invite one person at once", () => {
  it("make one invitation, and 199 of them are told that there is one", async () => {
    const admin = await addMember(salon.companyId, "admin");
    const input = inviteSchema.parse({ email: "anna@example.org", role: "staff" });
    const outcomes = await Promise.allSettled(
      Array.from({ length: 200 }, (_none, index) =>
        inviteUser(as(salon.companyId, index % 2 === 0 ? admin : salon.owner), input),
      ),
    );
    const refused = outcomes.filter((outcome) => outcome.status === "rejected");

    expect(refused).toHaveLength(199);
    expect(refused.filter(({ reason }) => reason instanceof InvitationPending)).toHaveLength(199);
    const { rows } = await owner.query(
      "select status from user_invitations where company_id = $1",
      [salon.companyId],
    );
    expect(rows).toEqual([{ status: "pending" }]);
    expect(
      await stored("select from invitation_email_queue where company_id = $1", salon.companyId),
    ).toHaveLength(1);
  });
});
