import "server-only";

import type { MailFilter } from "@/lib/delivery/schema";
import { sql } from "@/lib/platform/sql";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { NOBODY, REACH } from "@/lib/tenancy/roles";

/** Whose mails a member sees: `null` is the whole company, otherwise one branch. */
export type MailScope = { branchId: string | null };

/** @throws NotAllowed for everybody who does not see the company's mails, or their branch's */
export function mailScope({ actor }: TenantContext): MailScope {
  const reach = actor.kind === "member" ? REACH["see-mail"][actor.role] : "none";
  if (reach === "all") return { branchId: null };
  if (reach === "branch" && actor.kind === "member") return { branchId: actor.branchId ?? NOBODY };
  throw new NotAllowed();
}

/** @throws NotAllowed for everybody but those who run the company: a branch's mails are read only */
export function requireMailRights({ actor }: TenantContext): void {
  if (actor.kind !== "member" || REACH["see-mail"][actor.role] !== "all") {
    throw new NotAllowed();
  }
}

/** Said as the partial indexes say it, so that they are used. */
export const NEEDS_ATTENTION =
  "(q.status = 'failed' or q.delivery_state in ('bounced', 'complained', 'failed', 'suppressed'))";

/** What a mail about an appointment is to who gets it, as SQL: a new link and a hand-over are news of their own. */
export const TOLD = sql`case
  when q.snapshot->>'isNewLink' = 'true' then 'new_link'
  when q.snapshot->>'isTakenOver' = 'true' then 'taken_over'
  when q.snapshot->>'isHandedOver' = 'true' then 'handed_over'
  when q.kind = 'booked' and q.audience = 'staff' then 'booked_staff'
  else q.kind end`;

const FILTERS: Record<NonNullable<MailFilter["state"]>, string> = {
  attention: NEEDS_ATTENTION,
  waiting: "q.status = 'pending'",
  sent: "q.status = 'sent'",
  delivered: "q.delivery_state = 'delivered'",
  cancelled: "q.status = 'cancelled'",
};

const QUEUES = {
  invitation: {
    table: "invitation_email_queue",
    own: "'invitation-emails' as queue, 'invitation' as kind, i.email as recipient",
    subject: "null::json as appointment",
    join: "join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id",
    branch: "i.branch_id",
    recipient: "i.email",
  },
  appointment: {
    table: "appointment_email_queue",
    own: `'appointment-emails' as queue, ${TOLD.sql} as kind, q.recipient`,
    subject:
      "case when i.id is not null then json_build_object('id', i.id, 'reference', i.reference) end as appointment",
    // A link to all of somebody's appointments is about none of them.
    join: "left join appointments i on i.company_id = q.company_id and i.id = q.appointment_id",
    branch: "i.branch_id",
    recipient: "q.recipient",
  },
} as const;

type Kind = keyof typeof QUEUES;

const instant = (column: string) => `to_json(q.${column})#>>'{}'`;

/**
 * The mails of one queue as SQL. $1 is the company, $2 the branch or null, $3 a pattern for the recipient
 * or null, $4 and $5 where the page before ended or null, $6 the most rows. Everything that comes from
 * outside is a parameter; what is put together here are words of ours.
 */
function rowsOf(kind: Kind, state: MailFilter["state"]): string {
  const { table, own, subject, join, branch, recipient } = QUEUES[kind];

  return `
    select ${own}, q.id, q.status, q.attempts, q.max_attempts as "maxAttempts",
      ${instant("next_attempt_at")} as "nextAttemptAt", ${instant("locked_until")} as "lockedUntil",
      q.last_error as error, q.delivery_state as "deliveryState",
      ${instant("delivery_at")} as "deliveryAt", q.delivery_detail as "deliveryDetail",
      ${instant("created_at")} as "createdAt", ${instant("sent_at")} as "sentAt", ${subject},
      exists (select from ${table} r where r.company_id = q.company_id and r.replaces = q.id)
        as "isReplaced",
      exists (select from mail_suppressions s where s.company_id = q.company_id
        and s.lifted_at is null and s.email_normalised = lower(${recipient})) as "isSuppressed",
      q.created_at as created
    from ${table} q ${join}
    where q.company_id = $1::uuid and ($2::uuid is null or ${branch} = $2::uuid)
      and ($3::text is null or ${recipient} ilike $3)
      and ($4::timestamptz is null or (q.created_at, q.id) < ($4::timestamptz, $5::uuid))
      ${state === undefined ? "" : `and ${FILTERS[state]}`}
    order by q.created_at desc, q.id desc limit $6`;
}

/** A plan for any filter would read the whole company; the database knows this one by its first words. */
const PLANNED_ANEW = "/* planned anew */";

/** Both queues as one list, newest first; each arm stops early along its own index. */
export function mailRows({ kind, state }: Pick<MailFilter, "kind" | "state">): string {
  const kinds: Kind[] = kind === undefined ? ["invitation", "appointment"] : [kind];

  return `${PLANNED_ANEW} select * from (${kinds.map((one) => `(${rowsOf(one, state)})`).join(" union all ")}) m
    order by created desc, id desc limit $6`;
}

/** One mail of either queue, by $7. */
export function mailRow(): string {
  const one = (kind: Kind) =>
    rowsOf(kind, undefined).replace("order by", "and q.id = $7::uuid order by");

  return `(${one("invitation")}) union all (${one("appointment")})`;
}

/** What a part of the company's mails amounts to: the same joins, for counting. */
export function countedFrom(scope: MailScope, columns: string, where: string): string {
  const arm = (kind: Kind) => {
    const { table, join, branch } = QUEUES[kind];
    const narrowed = scope.branchId === null ? "" : join;
    const branchOnly = scope.branchId === null ? "$2::uuid is null" : `${branch} = $2::uuid`;

    return `select ${columns} from ${table} q ${narrowed}
      where q.company_id = $1::uuid and ${branchOnly} and ${where}`;
  };

  return `(${arm("invitation")} union all ${arm("appointment")})`;
}
