import "server-only";

import { LinkExpired } from "@/lib/appointments/errors";
import type { TimelineEntry } from "@/lib/appointments/schema";
import { type AppointmentDetail, toDetail } from "@/lib/appointments/service/get-appointment";
import { loadTimeline } from "@/lib/appointments/service/list-timeline";
import {
  loadAppointment,
  type LoadedAppointment,
} from "@/lib/appointments/service/load-appointment";
import { countTry } from "@/lib/platform/rate-limit";
import { deriveSecret, equalBytes, hashSecret } from "@/lib/platform/secrets";
import { idSchema } from "@/lib/shared/schema";
import type { LinkHolder } from "@/lib/tenancy/actor";
import type { TenantContext } from "@/lib/tenancy/context";

/** The link still tells the present state for a month after the appointment. */
export const LINK_OUTLIVES_APPOINTMENT_MS = 30 * 86_400_000;

/** Programs that look into mails open links by the dozen; the first ones of a day say enough. */
const PER_LINK = { name: "manage-opened", points: 20, seconds: 86_400 };

const SECRET = /^[A-Za-z0-9_-]{43}$/;

/** The secret in an appointment's manage link: derived, so that every mail shows the same one. */
export function manageSecret(companyId: string, appointmentId: string, generation: number): string {
  return deriveSecret("manage", companyId, appointmentId, generation);
}

/** The link's last part: `<appointment id>.<secret>`. */
export function manageToken(companyId: string, appointmentId: string, generation: number): string {
  return `${appointmentId}.${manageSecret(companyId, appointmentId, generation)}`;
}

export type ManagedAppointment = {
  actor: LinkHolder;
  appointment: AppointmentDetail;
  timeline: TimelineEntry[];
};

/**
 * The appointment behind a manage link, its history, and who the link's holder is.
 *
 * @throws LinkExpired malformed, unknown, of another company, rotated, or a month past: one answer
 */
export async function openManagedAppointment(
  ctx: TenantContext,
  token: string,
): Promise<ManagedAppointment> {
  const [id = "", secret = ""] = token.split(".");
  if (!idSchema.safeParse(id).success || !SECRET.test(secret)) throw new LinkExpired();

  const { companyId } = ctx;
  const [loaded, timeline] = await ctx.transaction(async (db) => [
    await loadAppointment(db, companyId, id),
    await loadTimeline(db, { companyId, appointmentId: id, reader: "customer" }),
  ]);
  const isRight = equalBytes(hashSecret(secret), loaded?.linkHash ?? new Uint8Array(32));
  if (loaded === null || !isRight) throw new LinkExpired();
  if (loaded.endsAt.getTime() + LINK_OUTLIVES_APPOINTMENT_MS < ctx.now.getTime()) {
    throw new LinkExpired();
  }

  return toManaged(ctx, loaded, timeline);
}

function toManaged(
  ctx: TenantContext,
  loaded: LoadedAppointment,
  timeline: TimelineEntry[],
): ManagedAppointment {
  const { id, customer } = loaded;
  const actor: LinkHolder = {
    kind: "customer",
    appointmentId: id,
    customerId: customer.id,
    name: customer.name,
  };

  return { actor, appointment: toDetail({ ...ctx, actor }, loaded), timeline };
}

/**
 * An appointment for whoever has an open visit to "my appointments" and its customer's address, however
 * long it is past and whatever has become of its own link.
 *
 * @throws LinkExpired the visit is over, or the appointment is not of this address in this company
 */
export async function openVisitedAppointment(
  ctx: TenantContext,
  { appointmentId, secret }: { appointmentId: string; secret: string },
): Promise<ManagedAppointment> {
  const { companyId } = ctx;
  if (!idSchema.safeParse(appointmentId).success) throw new LinkExpired();
  const [loaded, timeline] = await ctx.transaction(async (db) => {
    const visits = await db.$queryRaw<unknown[]>`
      select from customer_access_links l
      join customers c on c.company_id = l.company_id and c.email_normalised = l.email_normalised
      join appointments a on a.company_id = c.company_id and a.customer_id = c.id
      where l.company_id = ${companyId}::uuid and l.visit_hash = ${hashSecret(secret)}
        and l.visit_until > now() and a.id = ${appointmentId}::uuid`;
    if (visits.length === 0) throw new LinkExpired();

    return [
      await loadAppointment(db, companyId, appointmentId),
      await loadTimeline(db, { companyId, appointmentId, reader: "customer" }),
    ] as const;
  });
  if (loaded === null) throw new LinkExpired();

  return toManaged(ctx, loaded, timeline);
}

/**
 * Keeps that somebody opened a link: when, from which network (/24, for IPv6 /48) and with which program,
 * at most twenty times a day.
 */
export async function recordLinkOpened(
  ctx: TenantContext,
  { appointmentId, token }: { appointmentId: string; token: string },
): Promise<void> {
  const { ip, userAgent } = ctx.origin;
  const secretHash = hashSecret(token.split(".")[1] ?? "");
  if ((await countTry(PER_LINK, secretHash.toString("base64url"))) !== null) return;

  await ctx.transaction(async (db) => {
    await db.$executeRaw`
      insert into appointment_link_opens
        (company_id, appointment_id, link_generation, ip_address, user_agent)
      select company_id, id, link_generation,
        network(set_masklen(${ip}::inet, case family(${ip}::inet) when 4 then 24 else 48 end))::inet,
        ${userAgent?.slice(0, 400) ?? null}
      from appointments
      where company_id = ${ctx.companyId}::uuid and id = ${appointmentId}::uuid
        and link_hash = ${secretHash}`;
  });
}
