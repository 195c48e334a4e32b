import "server-only";

import { OPERATOR_SUFFIX } from "@/lib/invitations/rules";
import {
  INVITATION_STATES,
  type InvitationFilter,
  type InvitationPage,
  type InvitationSummary,
  type ListedState,
  OPEN_STATES,
} from "@/lib/invitations/schema";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";
import { REACH } from "@/lib/tenancy/roles";

const PAGE_SIZE = 50;
const NO_FILTER = { state: undefined, search: "", after: undefined };

/**
 * A page of the company's invitations, newest first, and how many there are in each state.
 *
 * @throws NotAllowed for who does not manage the team
 */
export function listInvitations(
  ctx: TenantContext,
  filter: InvitationFilter,
): Promise<InvitationPage> {
  const companyId = authorise(ctx);
  const states = filter.state === undefined ? null : [filter.state];

  return ctx.transaction(async (db) => {
    const rows = await read(db, { companyId, filter, states, take: PAGE_SIZE + 1 });
    const invitations = rows.slice(0, PAGE_SIZE);
    const last = rows.length > PAGE_SIZE ? invitations.at(-1) : undefined;

    return {
      invitations,
      counts: await countByState(db, { companyId, search: filter.search }),
      next: last === undefined ? null : `${last.createdAt}_${last.id}`,
    };
  });
}

/**
 * The newest invitations that somebody should look at: open ones, and expired ones whose person has
 * asked for a new link.
 *
 * @throws NotAllowed for who does not manage the team
 */
export function listOpenInvitations(
  ctx: TenantContext,
  most: number,
): Promise<InvitationSummary[]> {
  const companyId = authorise(ctx);

  return ctx.transaction(async (db) => {
    const states = [...OPEN_STATES, "expired"] as const;
    const filter = { ...NO_FILTER, isOpenOnly: true };

    return read(db, { companyId, filter, states, take: most });
  });
}

function authorise({ actor, companyId }: TenantContext): string {
  if (actor.kind !== "member" || REACH["manage-team"][actor.role] !== "all") throw new NotAllowed();

  return companyId;
}

type Question = {
  companyId: string;
  filter: InvitationFilter & { isOpenOnly?: boolean };
  /** Null for all of them. */
  states: readonly ListedState[] | null;
  take: number;
};

function read(
  db: TenantDb,
  { companyId, filter, states, take }: Question,
): Promise<InvitationSummary[]> {
  const { search, after, isOpenOnly = false } = filter;
  const pattern = search === "" ? null : `%${literalPattern(search)}%`;
  const [createdBefore, idBefore] = after?.split("_") ?? [null, null];
  const { wanted, roughly, isExact } = narrow(states);

  // Row-level security lets the planner expect far too few rows: the page is cut before anything is
  // looked up for its rows, wherever the mails do not decide what is on it.
  return db.$queryRaw<InvitationSummary[]>`
    with listed as materialized (
      select * from user_invitations i
      where i.company_id = ${companyId}::uuid and i.deleted_at is null
        and (${roughly}::text[] is null
          or invitation_state(i.status, i.expires_at, null, null) = any (${roughly}::text[]))
        and (not ${isOpenOnly} or i.status <> 'expired' and i.expires_at > now() or exists (
          select from activity_log l where l.company_id = i.company_id and l.subject_id = i.id
            and l.event = 'invitation_link_requested'))
        and (${pattern}::text is null or i.email ilike ${pattern} or exists (
          select from memberships m join users u on u.id = m.user_id
          where m.company_id = i.company_id and m.id in (i.invited_by, i.accepted_by)
            and u.name ilike ${pattern}) or exists (
          select from users o where o.id = i.invited_by_operator and o.name ilike ${pattern}))
        and (${createdBefore}::timestamptz is null
          or (i.created_at, i.id) < (${createdBefore}::timestamptz, ${idBefore}::uuid))
      order by i.created_at desc, i.id desc limit ${isExact ? take : null}::int)
    select i.id, i.email, i.role, b.name as branch, s.state, i.token_generation as generation,
      coalesce(u.name, o.name || ${OPERATOR_SUFFIX}) as "invitedBy",
      to_char(i.created_at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as "createdAt",
      to_json(i.expires_at)#>>'{}' as "expiresAt", au.name as "acceptedBy",
      to_json(i.accepted_at)#>>'{}' as "acceptedAt",
      case when q.status is not null then json_build_object('status', q.status,
        'error', q.last_error, 'nextAttemptAt', q.next_attempt_at, 'delivery', q.delivery_state,
        'deliveryAt', q.delivery_at, 'deliveryDetail', q.delivery_detail) end as mail,
      (select to_json(max(l.created_at))#>>'{}' from activity_log l
        where l.company_id = i.company_id and l.subject_id = i.id
          and l.event = 'invitation_link_requested') as "linkRequestedAt"
    from listed i
    left join lateral (
      select * from invitation_email_queue q
      where q.company_id = i.company_id and q.invitation_id = i.id
        and q.token_generation = i.token_generation
      order by q.created_at desc, q.id desc limit 1) q on true
    cross join lateral (
      select invitation_state(i.status, i.expires_at, q.status, q.delivery_state) as state) s
    left join memberships m on m.company_id = i.company_id and m.id = i.invited_by
    left join users u on u.id = m.user_id
    left join users o on o.id = i.invited_by_operator
    left join memberships am on am.company_id = i.company_id and am.id = i.accepted_by
    left join users au on au.id = am.user_id
    left join branches b on b.company_id = i.company_id and b.id = i.branch_id
    where ${wanted}::text[] is null or s.state = any (${wanted}::text[])
    order by i.created_at desc, i.id desc limit ${take}`;
}

type Narrowed = { wanted: ListedState[] | null; roughly: string[] | null; isExact: boolean };

/** Without its mail an open invitation is just open: `roughly`, and that is exact for all or none of them. */
function narrow(states: readonly ListedState[] | null): Narrowed {
  if (states === null) return { wanted: null, roughly: null, isExact: true };
  const open = states.filter((state) => OPEN_STATES.includes(state));

  return {
    wanted: [...states],
    roughly: states.map((state) => (OPEN_STATES.includes(state) ? "pending" : state)),
    isExact: open.length === 0 || open.length === OPEN_STATES.length,
  };
}

async function countByState(
  db: TenantDb,
  { companyId, search }: { companyId: string; search: string },
): Promise<Record<ListedState, number>> {
  const pattern = search === "" ? null : `%${literalPattern(search)}%`;
  const rows = await db.$queryRaw<{ state: ListedState; count: number }[]>`
    select s.state, count(*)::int as count
    from user_invitations i
    left join lateral (
      select q.status, q.delivery_state from invitation_email_queue q
      where q.company_id = i.company_id and q.invitation_id = i.id
        and q.token_generation = i.token_generation
        and i.status = 'pending' and i.expires_at > now()
      order by q.created_at desc, q.id desc limit 1) q on true
    cross join lateral (
      select invitation_state(i.status, i.expires_at, q.status, q.delivery_state) as state) s
    where i.company_id = ${companyId}::uuid and i.deleted_at is null
      and (${pattern}::text is null or i.email ilike ${pattern} or exists (
        select from memberships m join users u on u.id = m.user_id
        where m.company_id = i.company_id and m.id in (i.invited_by, i.accepted_by)
          and u.name ilike ${pattern}) or exists (
        select from users o where o.id = i.invited_by_operator and o.name ilike ${pattern}))
    group by s.state`;
  const counted = new Map(rows.map(({ state, count }) => [state, count]));

  return Object.fromEntries(
    INVITATION_STATES.map((state) => [state, counted.get(state) ?? 0]),
  ) as Record<ListedState, number>;
}
