import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { SecondFactorOfOwnMissing } from "@/lib/companies/errors";
import type { CompanySettings } from "@/lib/companies/schema";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { changeSeen } from "@/lib/companies/service/change-seen";
import type { Company } from "@/lib/platform/db/generated/client";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/**
 * What the company says about itself, and what it asks of those who manage it.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function getSettings(ctx: TenantContext): Promise<CompanySettings> {
  authoriseSettings(ctx);

  return toSettings(
    await ctx.transaction((db) => db.company.findUniqueOrThrow({ where: { id: ctx.companyId } })),
  );
}

function toSettings(company: Company): CompanySettings {
  return {
    name: company.name,
    phone: company.phone ?? "",
    email: company.email ?? "",
    openingHoursNote: company.openingHoursNote ?? "",
    timeZone: company.timeZone,
    locale: company.locale as Locale,
    accentColour: company.accentColour,
    isSecondFactorRequired: company.isSecondFactorRequired,
    reminderHours: company.reminderHours ?? 0,
    quietFromHour: Math.floor(company.quietFromMinute / 60),
    quietUntilHour: Math.floor(company.quietUntilMinute / 60),
    version: company.version,
  };
}

/**
 * Changes the company's settings.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws SettingsChanged somebody else saved meanwhile
 * @throws SecondFactorOfOwnMissing nobody asks others for what they lack: it would lock them out
 */
export async function changeSettings(ctx: TenantContext, input: CompanySettings): Promise<void> {
  const { userId } = authoriseSettings(ctx);
  const { companyId: id } = ctx;
  const orNull = (text: string) => (text === "" ? null : text);
  const { version, isSecondFactorRequired: isRequired, name, accentColour } = input;

  await ctx.transaction(async (db) => {
    const before = await changeSeen(ctx, db, {
      id,
      events: ["company_changed"],
      version,
      input,
      read: () => db.company.findUnique({ where: { id } }),
      write: async () => {
        const { count } = await db.company.updateMany({
          where: { id, version },
          data: {
            name,
            phone: orNull(input.phone),
            email: orNull(input.email),
            openingHoursNote: orNull(input.openingHoursNote),
            timeZone: input.timeZone,
            locale: input.locale,
            accentColour,
            isSecondFactorRequired: isRequired,
            reminderHours: input.reminderHours === 0 ? null : input.reminderHours,
            quietFromMinute: input.quietFromHour * 60,
            quietUntilMinute: input.quietUntilHour * 60,
            version: { increment: 1 },
          },
        });

        return count;
      },
      shown: (company) => {
        const { version: _version, ...fields } = toSettings(company);

        return fields;
      },
    });
    await recordActivity(ctx, db, { event: "company_changed", subject: { kind: "company", id } });
    const was = before.isSecondFactorRequired;
    if (isRequired && !was) await requireOwnFactor(db, userId);
    if (isRequired !== was) {
      await recordActivity(ctx, db, {
        event: "second_factor_rule_changed",
        subject: { kind: "company", id },
        data: { old: was ? "required" : "optional", new: isRequired ? "required" : "optional" },
      });
    }
  });
}

async function requireOwnFactor(db: TenantDb, id: string): Promise<void> {
  const own = await db.user.findUniqueOrThrow({ where: { id }, select: { totpEnabledAt: true } });
  if (own.totpEnabledAt === null) throw new SecondFactorOfOwnMissing();
}
