import "server-only";

import type { ActivityEvent } from "@/lib/audit/schema";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

type Activity = {
  event: ActivityEvent;
  subject?: { kind: "invitation" | "member" | "mail" | "company"; id: string };
  data?: Record<string, string | number | null>;
};

/** Writes one line of the activity log in the transaction of what it tells about. */
export async function recordActivity(
  ctx: Pick<TenantContext, "companyId" | "actor" | "origin">,
  db: TenantDb,
  { event, subject, data = {} }: Activity,
): Promise<void> {
  await db.activity.create({
    data: {
      companyId: ctx.companyId,
      event,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      data,
      ...auditColumns(ctx),
    },
  });
}
