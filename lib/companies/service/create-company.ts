import "server-only";

import { v7 as uuidV7 } from "uuid";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { SlugTaken } from "@/lib/companies/errors";
import type { CreateCompany } from "@/lib/companies/schema";
import { InvitationPending } from "@/lib/invitations/errors";
import { expireInvitations } from "@/lib/invitations/service/expire-invitations";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { refusedBy } from "@/lib/platform/database-errors";
import { hashSecret } from "@/lib/platform/secrets";
import { normaliseEmail } from "@/lib/shared/email";
import type { Locale } from "@/lib/shared/schema";
import type { Operator } from "@/lib/tenancy/actor";
import type { OperatorContext, TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * Opens a company and invites its first owner, in one transaction that names the new company.
 *
 * @returns the company's id and address
 * @throws SlugTaken
 */
export async function createCompany(
  operator: OperatorContext,
  input: CreateCompany,
): Promise<{ id: string; slug: string }> {
  const id = uuidV7();
  const { name, slug, locale, ownerEmail, isPilot } = input;
  const ctx = operator.inCompany(id);

  try {
    await ctx.transaction(async (db) => {
      await db.company.create({
        data: {
          id,
          slug,
          name,
          locale,
          ...(isPilot && {
            isPilot,
            pilotEnabledAt: ctx.now,
            pilotEnabledBy: operator.userId,
          }),
        },
      });
      await recordActivity(ctx, db, {
        event: "company_created",
        subject: { kind: "company", id },
        data: { name, slug },
      });
      if (isPilot) {
        await recordActivity(ctx, db, {
          event: "pilot_enabled",
          subject: { kind: "company", id },
        });
      }
      await insertOwnerInvitation(ctx, db, {
        operator: operator.operator,
        email: ownerEmail,
        locale,
      });
    });
  } catch (error) {
    if (refusedBy(error, "companies_slug_key")) {
      throw new SlugTaken({ issues: [{ path: ["slug"], message: "slug-taken" }], cause: error });
    }
    throw error;
  }

  return { id, slug };
}

/**
 * Invites somebody as an owner in the platform's name: for a company whose first invitation ran out,
 * or whose owner cannot be reached any more.
 *
 * @throws InvitationPending there is an open one for this address
 */
export async function inviteOwner(
  operator: OperatorContext,
  { companyId, ownerEmail }: { companyId: string; ownerEmail: string },
): Promise<void> {
  const ctx = operator.inCompany(companyId);
  try {
    await ctx.transaction(async (db) => {
      const { locale } = await db.company.findUniqueOrThrow({ where: { id: companyId } });
      await expireInvitations(db, {
        companyId,
        actorName: operator.operator.name,
        emailNormalised: normaliseEmail(ownerEmail),
      });
      await insertOwnerInvitation(ctx, db, {
        operator: operator.operator,
        email: ownerEmail,
        locale: locale as Locale,
      });
    });
  } catch (error) {
    if (refusedBy(error, "user_invitations_one_pending")) {
      const issues = [{ path: ["ownerEmail"], message: "invitation-pending" }];
      throw new InvitationPending({ issues, cause: error });
    }
    throw error;
  }
}

type Invited = { operator: Operator; email: string; locale: Locale };

async function insertOwnerInvitation(
  ctx: TenantContext,
  db: TenantDb,
  { operator, email, locale }: Invited,
): Promise<void> {
  const { companyId } = ctx;
  const id = uuidV7();
  await db.userInvitation.create({
    data: {
      companyId,
      id,
      email,
      emailNormalised: normaliseEmail(email),
      role: "owner",
      invitedByOperator: operator.userId,
      locale,
      tokenHash: hashSecret(invitationSecret(companyId, id, 1)),
    },
    select: { id: true },
  });
  await db.invitationEmail.create({
    data: { companyId, invitationId: id, tokenGeneration: 1 },
    select: { id: true },
  });
  await recordActivity(ctx, db, {
    event: "invitation_created",
    subject: { kind: "invitation", id },
    data: { email, role: "owner" },
  });
  ctx.wake.add("invitation-emails");
}
