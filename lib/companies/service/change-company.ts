import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { SecondFactorOfOwnMissing } from "@/lib/companies/errors";
import type { CompanySettings } from "@/lib/companies/schema";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

function authorise({ actor }: TenantContext): string {
  if (actor.kind !== "member" || REACH["change-settings"][actor.role] !== "all") {
    throw new NotAllowed();
  }

  return actor.userId;
}

/**
 * What the company says about itself, and what it asks of those who manage it.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function getSettings(ctx: TenantContext): Promise<CompanySettings> {
  authorise(ctx);
  const company = await ctx.transaction((db) =>
    db.company.findUniqueOrThrow({ where: { id: ctx.companyId } }),
  );

  return {
    name: company.name,
    phone: company.phone ?? "",
    email: company.email ?? "",
    openingHoursNote: company.openingHoursNote ?? "",
    accentColour: company.accentColour,
    isSecondFactorRequired: company.isSecondFactorRequired,
  };
}

/**
 * Changes the company's settings.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws SecondFactorOfOwnMissing nobody asks others for what they lack: it would lock them out
 */
export async function changeSettings(ctx: TenantContext, input: CompanySettings): Promise<void> {
  const userId = authorise(ctx);
  const { companyId } = ctx;
  const orNull = (text: string) => (text === "" ? null : text);

  await ctx.transaction(async (db) => {
    const before = await db.company.findUniqueOrThrow({ where: { id: companyId } });
    const { isSecondFactorRequired: isRequired } = input;
    if (isRequired && !before.isSecondFactorRequired) {
      const own = await db.user.findUniqueOrThrow({
        where: { id: userId },
        select: { totpEnabledAt: true },
      });
      if (own.totpEnabledAt === null) throw new SecondFactorOfOwnMissing();
    }
    await db.company.update({
      where: { id: companyId },
      data: {
        name: input.name,
        phone: orNull(input.phone),
        email: orNull(input.email),
        openingHoursNote: orNull(input.openingHoursNote),
        accentColour: input.accentColour,
        isSecondFactorRequired: isRequired,
      },
      select: { id: true },
    });
    const subject = { kind: "company", id: companyId } as const;
    await recordActivity(ctx, db, { event: "company_changed", subject });
    if (isRequired !== before.isSecondFactorRequired) {
      await recordActivity(ctx, db, {
        event: "second_factor_rule_changed",
        subject,
        data: {
          old: before.isSecondFactorRequired ? "required" : "optional",
          new: isRequired ? "required" : "optional",
        },
      });
    }
  });
}
