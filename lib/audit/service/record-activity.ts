import "server-only";

import { auditColumns } from "@/lib/audit/service/audit-columns";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Every event of a company's activity log; `messages/<locale>/activity.json` says each in words. */
export const ACTIVITY_EVENTS = [
  "invitation_created",
  "invitation_sent",
  "invitation_delivered",
  "invitation_failed",
  "invitation_bounced",
  "invitation_complained",
  "invitation_accepted",
  "invitation_revoked",
  "invitation_resent",
  "invitation_expired",
  "invitation_link_requested",
  "invitation_emails_processed",
  "expired_invitations_cleaned",
  "mail_retried",
  "mail_cancelled",
  "mail_address_suppressed",
  "mail_suppression_lifted",
  "user_joined",
  "user_role_changed",
  "user_branch_changed",
  "user_staff_linked",
  "user_deactivated",
  "user_reactivated",
  "second_factor_rule_changed",
  "company_created",
  "company_changed",
  "pilot_enabled",
  "pilot_disabled",
] as const;
export type ActivityEvent = (typeof ACTIVITY_EVENTS)[number];

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
