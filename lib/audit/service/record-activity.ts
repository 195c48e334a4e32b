import "server-only";

import type { ActivityEvent } from "@/lib/audit/schema";
import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

export type Activity = {
  event: ActivityEvent;
  subject?: {
    kind:
      | "invitation"
      | "member"
      | "mail"
      | "company"
      | "branch"
      | "service"
      | "staff"
      | "closure"
      | "policy"
      | "customer";
    id: string;
  };
  data?: Record<string, string | number | null>;
};

type By = Pick<TenantContext, "companyId" | "actor" | "origin">;

/** Writes one line of the activity log in the transaction of what it tells about. */
export async function recordActivity(by: By, db: TenantDb, activity: Activity): Promise<void> {
  await recordActivities(by, db, [activity]);
}

/** The same for several that happened together, in one statement. */
export async function recordActivities(
  by: By,
  db: TenantDb,
  activities: readonly Activity[],
): Promise<void> {
  await db.activity.createMany({
    data: activities.map(({ event, subject, data = {} }) => ({
      companyId: by.companyId,
      event,
      subjectKind: subject?.kind ?? null,
      subjectId: subject?.id ?? null,
      data,
      ...auditColumns(by),
    })),
  });
}
