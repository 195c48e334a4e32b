import "server-only";

import { recordActivity } from "@/lib/audit/service/record-activity";
import { CalendarChanged, CalendarUnreachable, PairedTwice } from "@/lib/calcom/errors";
import type { PairCalendar } from "@/lib/calcom/schema";
import { guarded } from "@/lib/calcom/service/guard-call";
import { openConnection } from "@/lib/calcom/service/lease-connection";
import { authoriseSettings } from "@/lib/companies/service/authorise-settings";
import { refusal } from "@/lib/platform/database-errors";
import { normaliseEmail } from "@/lib/shared/email";
import type { FieldIssue } from "@/lib/shared/errors";
import { shortened } from "@/lib/shared/shortened";
import type { TenantContext, TenantDb } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";

const FOREIGN_KEY_VIOLATION = "23503";

/**
 * Says anew which event type books what, and who is whom. All of it replaces what was said before; appointments
 * that are in step stay so.
 *
 * @throws NotAllowed for roles that change no settings
 * @throws PairedTwice the issues name the later one's field
 * @throws CalendarUnreachable
 * @throws CalendarChanged somebody else saved meanwhile, nothing is connected, or an event type is gone there
 * @throws NotFound a service or a person is unknown, or another company's
 */
export async function pairCalendar(ctx: TenantContext, input: PairCalendar): Promise<void> {
  authoriseSettings(ctx);
  const issues = findTwice(input);
  if (issues.length > 0) throw new PairedTwice({ issues });
  const titles = await readTitles(ctx);

  try {
    await ctx.transaction((db) => replace(ctx, db, { ...input, titles }));
  } catch (error) {
    if (refusal(error)?.sqlState !== FOREIGN_KEY_VIOLATION) throw error;
    throw new NotFound({ cause: error });
  }
}

/** What stands further up already, at the field of the second one. */
function findTwice({ pairings, hosts }: PairCalendar): FieldIssue[] {
  const again = (keys: readonly string[]) => (_one: unknown, index: number) =>
    keys.indexOf(keys[index] ?? "") !== index;
  const booked = pairings.map(({ serviceId, staffId }) => `${serviceId} ${staffId ?? ""}`);
  const emails = hosts.map(({ email }) => normaliseEmail(email));

  return [
    ...pairings.filter(again(booked)).map(({ eventTypeId }) => ({
      ...{ path: [`service.${String(eventTypeId)}`], message: "event-type-paired" },
    })),
    ...hosts.filter(again(emails)).map(({ staffId }) => ({
      ...{ path: [`host.${staffId}`], message: "host-paired" },
    })),
  ];
}

/** Event types by their number, as they are called there now. */
async function readTitles(ctx: TenantContext): Promise<Map<number, string>> {
  const connection = await openConnection(ctx);
  if (connection === null) throw new CalendarChanged();
  const answer = await guarded(ctx, connection, () => connection.client.listEventTypes());
  if (answer.kind !== "ok") throw new CalendarUnreachable();

  return new Map(answer.data.map(({ id, title }) => [id, shortened(title, 200)]));
}

type Replacement = PairCalendar & { titles: ReadonlyMap<number, string> };

async function replace(
  ctx: TenantContext,
  db: TenantDb,
  { version, pairings, hosts, titles }: Replacement,
): Promise<void> {
  const { companyId } = ctx;
  const { count } = await db.calcomConnection.updateMany({
    where: { companyId, version, status: "active" },
    data: { version: { increment: 1 } },
  });
  if (count === 0) throw new CalendarChanged();
  await db.calcomEventType.deleteMany({ where: { companyId } });
  await db.calcomHost.deleteMany({ where: { companyId } });
  await db.calcomEventType.createMany({
    data: pairings.map(({ eventTypeId, serviceId, staffId }) => {
      const title = titles.get(eventTypeId);
      if (title === undefined) throw new CalendarChanged();

      return { companyId, eventTypeId: BigInt(eventTypeId), serviceId, staffId, title };
    }),
  });
  const named = await db.$executeRaw`
    insert into calcom_hosts (company_id, staff_id, email_normalised, name)
    select s.company_id, s.id, host.email, s.name
    from unnest(${hosts.map(({ staffId }) => staffId)}::uuid[],
      ${hosts.map(({ email }) => normaliseEmail(email))}::text[]) as host (staff_id, email)
    join staff s on s.company_id = ${companyId}::uuid and s.id = host.staff_id`;
  if (named !== hosts.length) throw new NotFound();
  await recordActivity(ctx, db, {
    event: "calcom_paired",
    data: { eventTypes: pairings.length, hosts: hosts.length },
  });
}
