import { parse } from "csv-parse/sync";
import { beforeEach, describe, expect, it } from "vitest";

import { accessCsv } from "@/lib/team/service/access-csv";
import { type Access, listAccess } from "@/lib/team/service/list-access";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, invite, type TestSalon, VISITOR } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const list = () => listAccess(as(salon.companyId, salon.owner));

describe("listAccess", () => {
  it("is everybody who is in, is invited or was in, with what they may since when", async () => {
    const { companyId, branchId, staffIds } = salon;
    const lena = await addMember(companyId, "staff", {
      branchId,
      staffId: staffIds[0],
      name: "Lena",
    });
    const gone = await addMember(companyId, "admin", { name: "Gone" });
    await owner.query(
      `update memberships set deactivated_at = now(), invited_by = $2, last_seen_at = now() where id = $1`,
      [gone.membershipId, salon.owner.membershipId],
    );
    await owner.query(
      "update users set totp_secret = 'x', totp_enabled_at = '2027-01-01T00:00Z' where id = any ($1)",
      [[lena.userId, gone.userId]],
    );
    const { email } = await invite(salon, { role: "manager", branchId });
    const expired = await invite(salon);
    await owner.query("update user_invitations set expires_at = now() where id = $1", [expired.id]);

    expect(await list()).toMatchObject([
      { kind: "active", name: "Jana Richter", role: "owner", secondFactorSince: null },
      {
        ...{ kind: "active", name: "Lena", role: "staff", branch: "Berlin" },
        ...{ staff: "Lena Hofmann", lastSeenAt: null, deactivatedAt: null },
        secondFactorSince: expect.stringContaining("2027-01-01") as string,
      },
      { kind: "invited", name: null, email, role: "manager", invitedBy: "Jana Richter" },
      {
        ...{ kind: "deactivated", name: "Gone", role: "admin", invitedBy: "Jana Richter" },
        secondFactorSince: null,
      },
    ]);
  });

  it("counts a role from when it was given, not from when somebody joined", async () => {
    const member = await addMember(salon.companyId, "staff");
    const { membershipId } = member;
    await owner.query("update memberships set role_since = '2026-01-01' where id = $1", [
      membershipId,
    ]);
    await owner.query("update memberships set role = 'admin' where id = $1", [membershipId]);
    const found = (await list()).find(({ id }) => id === membershipId);

    expect(Date.now() - Date.parse(found?.roleSince ?? "")).toBeLessThan(60_000);
  });

  it("shows nothing of other companies, and nothing to who does not manage", async () => {
    const elsewhere = await createSalon();
    await invite(elsewhere);
    expect((await list()).map(({ id }) => id)).toEqual([salon.owner.membershipId]);

    const { branchId, companyId } = salon;
    const manager = await addMember(companyId, "manager", { branchId });
    for (const actor of [manager, await addMember(companyId, "staff"), VISITOR]) {
      expect(() => listAccess(as(companyId, actor))).toThrow(NotAllowed);
    }
  });
});

describe("the access review as a file", () => {
  const csv = (rows: readonly Access[]) =>
    accessCsv(rows, {
      locale: "en",
      heading: (column) => column,
      word: (column, row) => row[column],
    });

  it("holds a line for each, with its heading, and marks that it is UTF-8", async () => {
    const text = csv(await list());

    expect(text.charCodeAt(0)).toBe(0xfeff);
    expect(parse(text, { bom: true, columns: true })).toMatchObject([
      { kind: "active", name: "Jana Richter", role: "owner", deactivatedAt: "" },
    ]);
  });

  it.each(["=cmd|' /C calc'!A0", "+1-1", "-2+3", "@SUM(A1)", "\t=1+1", "\r=1+1", "＝1+1"])(
    "lets no spreadsheet take a name for a formula: %j",
    async (name) => {
      const [row] = await list();
      const lines = parse(csv([{ ...row!, name }]), { bom: true, columns: true });

      expect(lines).toMatchObject([{ name: `'${name}` }]);
    },
  );

  it("keeps quotes, commas and lines inside their field", async () => {
    const [row] = await list();
    const name = 'Anna "die Große", Berg\nzweite Zeile';

    expect(parse(csv([{ ...row!, name }]), { bom: true, columns: true })).toMatchObject([{ name }]);
  });
});
