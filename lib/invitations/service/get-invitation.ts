import "server-only";

import { OPERATOR_SUFFIX } from "@/lib/invitations/rules";
import type {
  InvitationDetail,
  InvitationEvent,
  InvitationSummary,
} from "@/lib/invitations/schema";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { canGrant, REACH, type Role } from "@/lib/tenancy/roles";

const MOST_EVENTS = 200;

type Row = Omit<InvitationDetail, "events" | "isInviterIn"> & {
  inviterRole: Role | null;
  isOperator: boolean;
};

/**
 * One invitation with everything that happened to it, newest first.
 *
 * @throws NotAllowed for who does not manage the team
 * @throws NotFound unknown, deleted, or of another company
 */
export function getInvitation(ctx: TenantContext, id: string): Promise<InvitationDetail> {
  const { actor, companyId } = ctx;
  if (actor.kind !== "member" || REACH["manage-team"][actor.role] !== "all") throw new NotAllowed();

  return ctx.transaction(async (db) => {
    const row = await find(db, { companyId, id });
    if (row === undefined) throw new NotFound();
    const { inviterRole, isOperator, ...invitation } = row;

    return {
      ...invitation,
      isInviterIn: isOperator || (inviterRole !== null && canGrant(inviterRole, row.role)),
      events: await listEvents(db, { companyId, invitation }),
    };
  });
}

async function find(
  db: TenantDb,
  { companyId, id }: { companyId: string; id: string },
): Promise<Row | undefined> {
  const [row] = await db.$queryRaw<Row[]>`
    select i.id, i.email, i.role, b.name as branch, st.name as staff, i.locale,
      coalesce(i.metadata->>'message', '') as message,
      invitation_state(i.status, i.expires_at, q.status, q.delivery_state) as state,
      i.token_generation as generation, coalesce(u.name, o.name || ${OPERATOR_SUFFIX}) as "invitedBy",
      case when m.deactivated_at is null then m.role end as "inviterRole",
      coalesce(o.is_platform_operator, false) as "isOperator",
      to_json(i.created_at)#>>'{}' as "createdAt", to_json(i.expires_at)#>>'{}' as "expiresAt",
      au.name as "acceptedBy", to_json(i.accepted_at)#>>'{}' as "acceptedAt",
      i.accepted_by as "membershipId", null as "linkRequestedAt",
      case when q.id is not null then json_build_object('status', q.status,
        'error', q.last_error, 'nextAttemptAt', q.next_attempt_at, 'delivery', q.delivery_state,
        'deliveryAt', q.delivery_at, 'deliveryDetail', q.delivery_detail) end as mail
    from user_invitations i
    left join lateral (
      select * from invitation_email_queue q
      where q.company_id = i.company_id and q.invitation_id = i.id
        and q.token_generation = i.token_generation
      order by q.created_at desc, q.id desc limit 1) q on true
    left join memberships m on m.company_id = i.company_id and m.id = i.invited_by
    left join users u on u.id = m.user_id
    left join users o on o.id = i.invited_by_operator
    left join memberships am on am.company_id = i.company_id and am.id = i.accepted_by
    left join users au on au.id = am.user_id
    left join branches b on b.company_id = i.company_id and b.id = i.branch_id
    left join staff st on st.company_id = i.company_id and st.id = i.staff_id
    where i.company_id = ${companyId}::uuid and i.id = ${id}::uuid and i.deleted_at is null`;

  return row;
}

type Past = { companyId: string; invitation: Omit<InvitationSummary, "linkRequestedAt"> };

/**
 * What people did stands in the activity log, what became of the mails in their queue, and who opened
 * a link in a table of its own. An invitation older than the log still says when it was made.
 */
async function listEvents(
  db: TenantDb,
  { companyId, invitation }: Past,
): Promise<InvitationEvent[]> {
  const { id } = invitation;
  const events = await db.$queryRaw<InvitationEvent[]>`
    select id, kind, to_json(at)#>>'{}' as at, by, host(ip) as "ipAddress", agent as "userAgent", detail
    from (
      select l.id, substr(l.event, 12) as kind, l.created_at as at,
        case when l.event in ('invitation_accepted', 'invitation_link_requested') then 5 else 0 end as rank,
        case when l.actor_kind in ('member', 'operator') then l.actor_name end as by,
        l.ip_address as ip, l.user_agent as agent, null as detail
      from activity_log l
      where l.company_id = ${companyId}::uuid and l.subject_id = ${id}::uuid and l.event in (
        'invitation_created', 'invitation_resent', 'invitation_revoked', 'invitation_accepted',
        'invitation_expired', 'invitation_link_requested')
      union all
      select o.id, 'opened', o.created_at, 4, null, o.ip_address, o.user_agent, null
      from invitation_link_opens o
      where o.company_id = ${companyId}::uuid and o.invitation_id = ${id}::uuid
      union all
      select q.id, e.kind, e.at, e.rank, null, null, null, e.detail
      from invitation_email_queue q
      cross join lateral (values
        ('queued', q.created_at, 1, null),
        ('sent', q.sent_at, 2, null),
        (case q.status when 'failed' then 'not_sent' else q.status end,
          case when q.status in ('failed', 'cancelled') then q.settled_at end, 2, q.last_error),
        (q.delivery_state, q.delivery_at, 3, q.delivery_detail)) as e (kind, at, rank, detail)
      where q.company_id = ${companyId}::uuid and q.invitation_id = ${id}::uuid and e.at is not null
    ) past
    order by date_trunc('second', past.at) desc, rank desc, past.at desc, id desc limit ${MOST_EVENTS}`;

  return [...events, ...untold(invitation, events)].sort((one, other) =>
    second(other).localeCompare(second(one)),
  );
}

/** What is written in one transaction has almost the same time; within a second causes come first. */
function second({ at }: InvitationEvent): string {
  return at.slice(0, "2026-11-23T09:42:00".length);
}

/** What the invitation itself knows, where the log has no line for it. */
function untold(
  { id, createdAt, invitedBy, acceptedAt, acceptedBy, state, expiresAt }: Past["invitation"],
  told: readonly InvitationEvent[],
): InvitationEvent[] {
  const nobody = { ipAddress: null, userAgent: null, detail: null };
  const known = [
    { kind: "created", at: createdAt, by: invitedBy },
    ...(acceptedAt === null ? [] : [{ kind: "accepted", at: acceptedAt, by: acceptedBy } as const]),
    ...(state === "expired" ? [{ kind: "expired", at: expiresAt, by: null } as const] : []),
  ] as const;

  return known
    .filter(({ kind }) => !told.some((event) => event.kind === kind))
    .map((event) => ({ id: `${id}.${event.kind}`, ...event, ...nobody }));
}
