import "server-only";

import { findGaps, isHost, suggestPairings } from "@/lib/calcom/rules";
import type { CalendarSettings, EventType, Pairing } from "@/lib/calcom/schema";
import { type Connection, findConnection, toConnection } from "@/lib/calcom/service/connection";
import { guarded } from "@/lib/calcom/service/guard-call";
import { isSubscribed, webhookUrl } from "@/lib/calcom/service/subscribe-webhook";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";

/** Somebody waits in front of the page, which says enough without Cal.com. */
const TIMEOUT_MS = 3000;

/**
 * The company's connection, what is paired, what Cal.com has to be paired with, and what is missing. Cal.com that does
 * not answer leaves only its part out.
 *
 * @throws NotAllowed for roles that change no settings
 */
export async function getCalendarSettings(ctx: TenantContext): Promise<CalendarSettings> {
  authoriseSettings(ctx);
  const { row, ...known } = await ctx.transaction((db) => load(ctx, db));
  const connection = row && toConnection(row, crypto.randomUUID(), { timeoutMs: TIMEOUT_MS });
  const found = connection && (await askThere(ctx, connection));

  return toSettings(ctx, { ...known, connection, found });
}

type Known = Awaited<ReturnType<typeof load>>;

async function load(ctx: TenantContext, db: TenantDb) {
  const { companyId } = ctx;
  const row = await findConnection(ctx, db);
  const stored = await db.calcomConnection.findFirst({
    where: { companyId },
    select: { version: true, previousSecretUntil: true },
  });
  const services = await db.service.findMany({
    where: { companyId, isActive: true },
    select: { id: true, name: true, durationMinutes: true },
    orderBy: { name: "asc" },
  });
  const staff = await db.$queryRaw<Person[]>`
    select s.id, s.name, h.email_normalised as host,
      (select u.email from memberships m join users u on u.id = m.user_id
        where m.company_id = s.company_id and m.staff_id = s.id and m.deactivated_at is null
        limit 1) as account,
      array(select p.service_id::text from staff_services p
        where p.company_id = s.company_id and p.staff_id = s.id) as "serviceIds"
    from staff s
    left join calcom_hosts h on h.company_id = s.company_id and h.staff_id = s.id
    where s.company_id = ${companyId}::uuid and s.is_active
    order by s.name`;
  const paired = await db.calcomEventType.findMany({ where: { companyId } });

  return {
    ...{ row, stored, services, staff },
    pairings: paired.map(({ eventTypeId, serviceId, staffId, title }) => ({
      ...{ eventTypeId: Number(eventTypeId), serviceId, staffId, title },
    })),
  };
}

type Person = {
  id: string;
  name: string;
  host: string | null;
  /** The address of the person's own account here. */
  account: string | null;
  serviceIds: string[];
};

type Found = { isSubscribed: boolean | null; eventTypes: EventType[] };

async function askThere(ctx: TenantContext, connection: Connection): Promise<Found | null> {
  const [types, webhooks] = await Promise.all([
    guarded(ctx, connection, () => connection.client.listEventTypes()),
    guarded(ctx, connection, () => connection.client.listWebhooks()),
  ]);
  if (types.kind !== "ok") return null;

  return {
    isSubscribed: isSubscribed(webhooks, ctx.companyId),
    eventTypes: types.data
      .map(({ id, title, lengthInMinutes: minutes, hosts }) => ({
        ...{ id, title, minutes, hosts: hosts.map(({ name }) => name) },
      }))
      .sort((one, other) => one.title.localeCompare(other.title) || one.id - other.id),
  };
}

type Everything = Omit<Known, "row"> & { connection: Connection | null; found: Found | null };

function toSettings(ctx: TenantContext, everything: Everything): CalendarSettings {
  const { connection, found, stored, services, staff, pairings } = everything;
  const isPaired = pairings.length > 0;
  const hasHosts = staff.some(({ host }) => host !== null);
  const eventTypes = found?.eventTypes ?? null;
  const chosen = new Map<number, Pairing>(
    (isPaired ? pairings : suggestPairings(eventTypes ?? [], { services, staff })).map(
      (pairing) => [pairing.eventTypeId, pairing],
    ),
  );
  const people = staff.map(({ host, ...person }) => ({ ...person, email: host ?? "" }));

  return {
    version: stored?.version ?? 0,
    webhookUrl: webhookUrl(ctx.companyId),
    connection:
      connection === null
        ? null
        : {
            baseUrl: connection.baseUrl,
            account: connection.account,
            status: connection.status,
            connectedAt: connection.connectedAt.toISOString(),
            previousSecretUntil: laterThan(ctx.now, stored?.previousSecretUntil ?? null),
          },
    there: found && {
      isSubscribed: found.isSubscribed,
      eventTypes: found.eventTypes.map((type) => ({
        ...type,
        serviceId: chosen.get(type.id)?.serviceId ?? null,
        staffId: chosen.get(type.id)?.staffId ?? null,
      })),
    },
    isPaired,
    services,
    staff: people.map(({ id, name, email, account }) => ({
      ...{ id, name },
      email: !hasHosts && isHost(name, eventTypes ?? []) ? (account ?? "") : email,
    })),
    gaps: isPaired ? findGaps({ services, staff: people, pairings, eventTypes }) : [],
  };
}

function laterThan(now: Date, until: Date | null): string | null {
  return until !== null && until > now ? until.toISOString() : null;
}
