import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { IDENTITY, type Identity, toIdentity } from "@/lib/accounts/service/sign-in";
import { recordActivity } from "@/lib/audit/service/record-activity";
import { SetupDone, SetupLinkUnknown } from "@/lib/companies/errors";
import type { SetUp } from "@/lib/companies/schema";
import { hashPassword } from "@/lib/platform/password";
import { deriveSecret, equalSecrets } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { OperatorContext, VisitorContext } from "@/lib/tenancy/context";

/** Opens the set-up of an empty installation; `npm start` prints it, and nobody else knows it. */
export function setupSecret(): string {
  return deriveSecret("setup");
}

/** Whether nobody has an account here yet. */
export async function isEmptyInstallation(ctx: VisitorContext): Promise<boolean> {
  const users = await ctx.transaction((db) => db.user.findFirst({ select: { id: true } }));

  return users === null;
}

/**
 * Sets an empty installation up: its first company, which is open, and its first person, who owns
 * the company and runs the platform. The context is that of the operator who is about to exist.
 *
 * @throws SetupLinkUnknown the secret is not the one the server printed
 * @throws SetupDone there is somebody already, or was faster
 */
export async function setUp(
  founder: OperatorContext,
  { token, ...input }: SetUp & { token: string },
): Promise<{ identity: Identity; slug: string }> {
  if (!equalSecrets(token, setupSecret())) throw new SetupLinkUnknown();
  const { name, email, companyName, slug, locale } = input;
  const passwordHash = await hashPassword(input.password);
  const companyId = uuidV7();
  const { userId } = founder;
  const ctx = founder.inCompany(companyId);

  const identity = await ctx.transaction(async (db) => {
    // The lock is the queue in which two who set up at once wait for each other.
    await db.$executeRaw`select pg_advisory_xact_lock(hashtext('portal-setup'))`;
    if ((await db.user.findFirst({ select: { id: true } })) !== null) throw new SetupDone();

    const user = await db.user.create({
      data: {
        id: userId,
        email,
        emailNormalised: normaliseEmail(email),
        name,
        passwordHash,
        locale,
        isPlatformOperator: true,
      },
      select: IDENTITY,
    });
    const pilot = { isPilot: true, pilotEnabledAt: ctx.now, pilotEnabledBy: userId };
    await db.company.create({ data: { id: companyId, slug, name: companyName, locale, ...pilot } });
    await db.membership.create({
      data: { companyId, userId, role: "owner" },
      select: { id: true },
    });
    await recordActivity(ctx, db, {
      event: "company_created",
      subject: { kind: "company", id: companyId },
      data: { name: companyName, slug },
    });
    await recordAccountActivity(ctx, db, { userId, event: "operator_granted" });

    return toIdentity(user);
  });

  return { identity, slug };
}
