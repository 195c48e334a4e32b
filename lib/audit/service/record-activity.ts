import "server-only";

import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

export type ActivityEvent =
  | "invitation_created"
  | "invitation_sent"
  | "invitation_failed"
  | "invitation_accepted"
  | "invitation_revoked"
  | "invitation_resent"
  | "invitation_expired"
  | "invitation_link_requested"
  | "invitation_emails_processed"
  | "expired_invitations_cleaned"
  | "user_deactivated"
  | "user_reactivated";

type Activity = {
  event: ActivityEvent;
  subject?: { kind: "invitation" | "member"; id: string };
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
