import { randomUUID } from "node:crypto";
import { expect, it } from "vitest";

import { signIn } from "@/lib/accounts/service/sign-in";
import { SetupDone, SetupLinkUnknown } from "@/lib/companies/errors";
import { setUpSchema } from "@/lib/companies/schema";
import { isEmptyInstallation, setUp, setupSecret } from "@/lib/companies/service/set-up";
import { env } from "@/lib/platform/env";
import { createOperatorContext, createVisitorContext } from "@/lib/tenancy/context";
import { setupLink } from "@/scripts/environment.mjs";
import { owner } from "@/tests/support/database";
import { stored } from "@/tests/support/salon";

const founder = () =>
  createOperatorContext({ kind: "operator", userId: randomUUID(), name: "Jana Richter" });
const input = (slug: string) =>
  setUpSchema.parse({
    companyName: "Salon Anfang",
    slug,
    name: "Jana Richter",
    email: `${slug}@example.org`,
    password: "ein langes Passwort",
  });

/** The installation of these tests as if nobody had been there; a test file has its own database. */
async function emptyInstallation(): Promise<void> {
  await owner.query("alter table appointment_audit_logs disable trigger user");
  await owner.query("truncate users, companies cascade");
  await owner.query("alter table appointment_audit_logs enable trigger user");
}

it("makes the first company, its owner and the operator, once, for whoever has the printed link", async () => {
  await emptyInstallation();
  await expect(isEmptyInstallation(createVisitorContext(null))).resolves.toBe(true);
  await expect(setUp(founder(), { ...input("anfang"), token: "geraten" })).rejects.toThrow(
    SetupLinkUnknown,
  );

  const token = setupSecret();
  const outcomes = await Promise.allSettled(
    ["anfang", "anfang-zwei"].map((slug) => setUp(founder(), { ...input(slug), token })),
  );
  const refused = outcomes.filter((outcome) => outcome.status === "rejected");
  expect(refused.map(({ reason }) => reason instanceof SetupDone)).toEqual([true]);
  expect(
    await stored(`select c.is_pilot, m.role, u.is_platform_operator, c.name from companies c
      join memberships m on m.company_id = c.id join users u on u.id = m.user_id`),
  ).toEqual([{ is_pilot: true, role: "owner", is_platform_operator: true, name: "Salon Anfang" }]);
  const [user] = await stored("select email from users");
  await expect(
    signIn(createVisitorContext(null), {
      email: String(user?.["email"]),
      password: "ein langes Passwort",
    }),
  ).resolves.toBeDefined();
  await expect(isEmptyInstallation(createVisitorContext(null))).resolves.toBe(false);
});

it("derives the same secret in the server and in the start that prints it", () => {
  const { LINK_SECRET, AUTH_SECRET } = env();

  expect(setupLink("http://localhost:3000", { LINK_SECRET, AUTH_SECRET })).toBe(
    `http://localhost:3000/setup/${setupSecret()}`,
  );
});
