import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { PilotUnchanged } from "@/lib/companies/errors";
import type { OperatorContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/**
 * Opens the portal to a company's members.
 *
 * @throws PilotUnchanged it is open already; NotFound
 */
export function enablePilot(
  operator: OperatorContext,
  { companyId, notes }: { companyId: string; notes: string },
): Promise<void> {
  return setPilot(operator, { companyId, isPilot: true, words: notes });
}

/**
 * Closes it again: members see an honest page, customers' links keep working.
 *
 * @throws PilotUnchanged it is closed already; NotFound
 */
export function disablePilot(
  operator: OperatorContext,
  { companyId, reason }: { companyId: string; reason: string },
): Promise<void> {
  return setPilot(operator, { companyId, isPilot: false, words: reason });
}

type Change = { companyId: string; isPilot: boolean; words: string };

/** Conditional on the state it changes: of two operators at once one is told. */
async function setPilot(
  operator: OperatorContext,
  { companyId, isPilot, words }: Change,
): Promise<void> {
  const ctx = operator.inCompany(companyId);
  await ctx.transaction(async (db) => {
    const { count } = await db.company.updateMany({
      where: { id: companyId, isPilot: !isPilot },
      data: isPilot
        ? {
            isPilot,
            pilotEnabledAt: ctx.now,
            pilotEnabledBy: operator.userId,
            pilotNotes: words === "" ? null : words,
          }
        : { isPilot },
    });
    if (count === 0) {
      const company = await db.company.findUnique({ where: { id: companyId } });
      throw company === null ? new NotFound() : new PilotUnchanged();
    }
    await recordActivity(ctx, db, {
      event: isPilot ? "pilot_enabled" : "pilot_disabled",
      subject: { kind: "company", id: companyId },
      data: { note: words === "" ? null : words },
    });
  });
}
