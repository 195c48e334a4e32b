import "server-only";

import type { CompanyDetail, CompanySummary } from "@/lib/companies/schema";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { OperatorContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

/** As many as a page shows; the next page begins after the last address. */
export const COMPANIES_SHOWN = 50;

/** The platform's companies by address, those after `after`; one more than shown tells of a next page. */
export function listCompanies(
  ctx: OperatorContext,
  { search = "", after = "" }: { search?: string; after?: string },
): Promise<CompanySummary[]> {
  const pattern = `%${literalPattern(search)}%`;

  return ctx.transaction(
    (db) => db.$queryRaw<CompanySummary[]>`
      select id, slug, name, is_pilot as "isPilot", to_json(created_at)#>>'{}' as "createdAt"
      from companies
      where slug > ${after} and (${search} = '' or name ilike ${pattern} or slug ilike ${pattern})
      order by slug limit ${COMPANIES_SHOWN + 1}`,
  );
}

/**
 * What an operator sees of a company: whether it works, and nothing about its customers.
 *
 * @throws NotFound
 */
export async function getCompany(ctx: OperatorContext, slug: string): Promise<CompanyDetail> {
  const found = await ctx.transaction((db) =>
    db.company.findUnique({ where: { slug }, select: { id: true } }),
  );
  if (found === null) throw new NotFound();
  const { id } = found;
  const [company] = await ctx.inCompany(id).transaction(
    (db) => db.$queryRaw<CompanyDetail[]>`
      select c.id, c.slug, c.name, c.is_pilot as "isPilot", c.time_zone as "timeZone", c.locale,
        to_json(c.created_at)#>>'{}' as "createdAt",
        to_json(c.pilot_enabled_at)#>>'{}' as "pilotEnabledAt", c.pilot_notes as "pilotNotes",
        (select u.name from users u where u.id = c.pilot_enabled_by) as "pilotEnabledBy",
        (select count(*)::int from memberships m
          where m.company_id = c.id and m.deactivated_at is null) as "activeMembers",
        (select coalesce(json_agg(json_build_object('name', u.name, 'email', u.email,
            'lastSeenAt', m.last_seen_at) order by u.name), '[]')
          from memberships m join users u on u.id = m.user_id
          where m.company_id = c.id and m.role = 'owner' and m.deactivated_at is null) as owners,
        (select coalesce(json_agg(json_build_object('email', i.email, 'expiresAt', i.expires_at)
            order by i.created_at), '[]')
          from user_invitations i
          where i.company_id = c.id and i.role = 'owner' and i.status = 'pending'
            and i.expires_at > now() and i.deleted_at is null) as "openOwnerInvitations",
        (select count(*)::int from appointments a
          where a.company_id = c.id and a.starts_at > now()
            and a.status in ('pending', 'confirmed')) as "appointmentsAhead",
        (select count(*)::int from invitation_email_queue q
          where q.company_id = c.id and q.status = 'failed')
          + (select count(*)::int from appointment_email_queue q
          where q.company_id = c.id and q.status = 'failed') as "failedMails",
        (select coalesce(json_agg(json_build_object('event', l.event, 'actor', l.actor_name,
            'note', l.data->>'note', 'at', l.created_at) order by l.created_at desc, l.id desc), '[]')
          from activity_log l
          where l.company_id = c.id and l.subject_id = c.id
            and l.event in ('company_created', 'pilot_enabled', 'pilot_disabled')) as history
      from companies c where c.id = ${id}::uuid`,
  );
  if (company === undefined) throw new NotFound();

  return company;
}
