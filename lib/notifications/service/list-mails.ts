import "server-only";

import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

/** More than that are not shown at once. */
export const MAILS_SHOWN = 100;

/** A mail that has not been sent: it waits for its next attempt, or was given up. */
export type UnsentMail = {
  id: string;
  kind: "invitation" | "booked" | "rescheduled" | "cancelled";
  recipient: string;
  status: "pending" | "failed";
  attempts: number;
  maxAttempts: number;
  /** Null once no further attempt will be made. */
  nextAttemptAt: string | null;
  error: string | null;
  createdAt: string;
  /** Null for an invitation. */
  appointment: { id: string; reference: string } | null;
};

/**
 * The company's mails that wait or have failed, failed ones first, then newest first; at most a
 * hundred. What was handed over to the mail service is not in it.
 *
 * @throws NotAllowed for roles that do not see the whole company's operations
 */
export function listMails(ctx: TenantContext): Promise<UnsentMail[]> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member" || REACH["see-operations"][actor.role] !== "all") {
    throw new NotAllowed();
  }

  return ctx.transaction(
    (db) => db.$queryRaw<UnsentMail[]>`
      select id, kind, recipient, status, attempts, "maxAttempts", error, appointment,
        to_json(next_attempt_at)#>>'{}' as "nextAttemptAt", to_json(created_at)#>>'{}' as "createdAt"
      from (
        select q.id, 'invitation' as kind, i.email as recipient, q.status, q.attempts,
          q.max_attempts as "maxAttempts", q.next_attempt_at, q.last_error as error, q.created_at,
          null::json as appointment
        from invitation_email_queue q
        join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
        where q.company_id = ${companyId}::uuid and q.status in ('pending', 'failed')
        union all
        select q.id, q.kind, q.recipient, q.status, q.attempts, q.max_attempts, q.next_attempt_at,
          q.last_error, q.created_at, json_build_object('id', a.id, 'reference', a.reference)
        from appointment_email_queue q
        join appointments a on a.company_id = q.company_id and a.id = q.appointment_id
        where q.company_id = ${companyId}::uuid and q.status in ('pending', 'failed')
      ) mails
      order by status = 'failed' desc, created_at desc, id limit ${MAILS_SHOWN}`,
  );
}
