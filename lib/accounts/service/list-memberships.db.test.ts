import { describe, expect, it } from "vitest";

import { listMemberships, rememberLocale } from "@/lib/accounts/service/list-memberships";
import { createVisitorContext } from "@/lib/tenancy/context";
import { owner } from "@/tests/support/database";
import { addMember, createSalon, stored } from "@/tests/support/salon";

describe("listMemberships", () => {
  it("names the companies in which a person is an active member, and no other", async () => {
    const [first, second, left] = [await createSalon(), await createSalon(), await createSalon()];
    const { userId, membershipId } = await addMember(left.companyId, "admin");
    await owner.query("update memberships set deactivated_at = now() where id = $1", [
      membershipId,
    ]);
    for (const [salon, role, name] of [
      [first, "staff", "Zum Kamm"],
      [second, "owner", "Am Kiez"],
    ] as const) {
      await owner.query("update companies set name = $2 where id = $1", [salon.companyId, name]);
      await owner.query("insert into memberships (company_id, user_id, role) values ($1, $2, $3)", [
        salon.companyId,
        userId,
        role,
      ]);
    }

    const companies = await listMemberships(createVisitorContext(userId));
    expect(companies).toMatchObject([
      { slug: second.slug, name: "Am Kiez", role: "owner" },
      { slug: first.slug, name: "Zum Kamm", role: "staff" },
    ]);
  });

  it("names none to a visitor, or to a person without any", async () => {
    await expect(listMemberships(createVisitorContext(null))).resolves.toEqual([]);
    await expect(listMemberships(createVisitorContext(crypto.randomUUID()))).resolves.toEqual([]);
  });
});

describe("rememberLocale", () => {
  it("keeps the language of the person who chose it, and of nobody else", async () => {
    const salon = await createSalon();
    const { userId } = await addMember(salon.companyId, "staff");
    await rememberLocale(createVisitorContext(userId), "en");
    await rememberLocale(createVisitorContext(null), "de");

    expect(await stored("select locale from users where id = $1", userId)).toEqual([
      { locale: "en" },
    ]);
    const others = "select locale from users where id = $1";
    expect(await stored(others, salon.owner.userId)).toEqual([{ locale: "de" }]);
  });
});
