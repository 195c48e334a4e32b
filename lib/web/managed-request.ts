import "server-only";

import { cookies } from "next/headers";
import { cache } from "react";

import type { TimelineEntry } from "@/lib/appointments/schema";
import type { AppointmentDetail } from "@/lib/appointments/service/get-appointment";
import {
  type ManagedAppointment,
  openManagedAppointment,
  openVisitedAppointment,
} from "@/lib/appointments/service/manage-link";
import { DomainError } from "@/lib/shared/errors";
import type { Reader } from "@/lib/shared/format";
import { idSchema, type Locale } from "@/lib/shared/schema";
import type { LinkHolder } from "@/lib/tenancy/actor";
import { createContext, type TenantContext } from "@/lib/tenancy/context";
import { requestLocale } from "@/lib/web/locale";
import { requestOrigin } from "@/lib/web/request-origin";
import { readVisit } from "@/lib/web/visit-cookie";

/** A customer's request to the appointment behind their manage link. */
export type ManagedRequest = {
  ctx: TenantContext & { actor: LinkHolder };
  appointment: AppointmentDetail;
  timeline: TimelineEntry[];
  locale: Locale;
  /** The customer's language, at the venue: an appointment in person happens there. */
  reader: Reader;
};

/** The cookie of a manage link: it names the company, too, so that a page needs no look-up for it. */
export function manageCookie({ companyId, token }: { companyId: string; token: string }) {
  return { name: `manage-${token.slice(0, 36)}`, value: `${companyId}.${token}` };
}

/** What the link's cookie or an open visit opens, read once a request; null when it is nothing (any more). */
export const findManagedRequest = cache(
  async (slug: string, appointmentId: string): Promise<ManagedRequest | null> => {
    const found = (await findByLink(appointmentId)) ?? (await findByVisit(appointmentId));
    if (found?.appointment.company.slug !== slug) return null;
    const { ctx, actor, appointment, timeline } = found;
    const locale = await requestLocale(appointment.customer.locale);

    return {
      ctx: { ...ctx, actor },
      appointment,
      timeline,
      locale,
      reader: { locale, timeZone: appointment.timeZone },
    };
  },
);

type Found = ManagedAppointment & { ctx: TenantContext };

async function findByLink(appointmentId: string): Promise<Found | null> {
  const cookie = (await cookies()).get(`manage-${appointmentId}`)?.value ?? "";
  const [companyId = "", id, secret = ""] = cookie.split(".");
  if (id !== appointmentId) return null;

  return opened(companyId, (ctx) => openManagedAppointment(ctx, `${id}.${secret}`));
}

async function findByVisit(appointmentId: string): Promise<Found | null> {
  const { companyId, secret } = await readVisit();
  if (secret === "") return null;

  return opened(companyId, (ctx) => openVisitedAppointment(ctx, { appointmentId, secret }));
}

async function opened(
  id: string,
  open: (ctx: TenantContext) => Promise<ManagedAppointment>,
): Promise<Found | null> {
  const { data: companyId } = idSchema.safeParse(id);
  if (companyId === undefined) return null;
  const visitor = { kind: "system", name: "visitor" } as const;
  const ctx = createContext(companyId, visitor, { origin: await requestOrigin() });
  try {
    return { ...(await open(ctx)), ctx };
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}
