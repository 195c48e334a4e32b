import "server-only";

import { notFound } from "next/navigation";
import { cache } from "react";

import { type AppointmentDetail, getAppointment } from "@/lib/appointments/service/get-appointment";
import { type Translate, translator } from "@/lib/platform/messages";
import type { Reader } from "@/lib/shared/format";
import { idSchema } from "@/lib/shared/schema";
import { REACH } from "@/lib/tenancy/roles";
import {
  findMemberRequest,
  type MemberRequest,
  orNotFound,
  requireMember,
} from "@/lib/web/page-context";

export type PortalPage = MemberRequest & {
  /** The company's own address; every page of the portal lies below it. */
  home: string;
  portal: Translate;
  team: Translate;
  activity: Translate;
  appointments: Translate;
  common: Translate;
  problems: Translate;
};

export type PortalParams = Promise<{ company: string }>;

/** What every page of the portal needs; strangers sign in first. */
export async function portalPage(params: PortalParams): Promise<PortalPage> {
  const { company } = await params;
  const request = await requireMember(company);

  return {
    ...request,
    home: `/${company}`,
    portal: translator(request.locale, "portal"),
    team: translator(request.locale, "team"),
    activity: translator(request.locale, "activity"),
    appointments: translator(request.locale, "appointments"),
    common: translator(request.locale, "common"),
    problems: translator(request.locale, "problems"),
  };
}

export type AppointmentPage = PortalPage & {
  appointment: AppointmentDetail;
  /** The appointment's own address. */
  href: string;
  customer: Translate;
  delivery: Translate;
  /** Times of an appointment are the venue's. */
  venue: Reader;
};

export type AppointmentParams = Promise<{ company: string; id: string }>;

/** What the pages of one appointment need; what the member may not see is not found. */
export async function appointmentPage(params: AppointmentParams): Promise<AppointmentPage> {
  const { company, id } = await params;
  const page = await portalPage(params);
  const appointment = await loadOnce(company, id);

  return {
    ...page,
    appointment,
    href: `${page.home}/appointments/${id}`,
    customer: translator(page.locale, "customer"),
    delivery: translator(page.locale, "delivery"),
    venue: { locale: page.locale, timeZone: appointment.timeZone },
  };
}

/** The page and its title ask for the same appointment: it is read once a request. */
const loadOnce = cache(async (company: string, id: string): Promise<AppointmentDetail> => {
  const request = await findMemberRequest(company);
  if (request === null || !idSchema.safeParse(id).success) notFound();

  return orNotFound(getAppointment(request.ctx, id));
});

type AdministrationLink = {
  href: string;
  label: string;
  icon: "log" | "server" | "settings";
};

/** Where a member looks after the company as a whole; empty for those who do not. */
export function administrationLinks({
  home,
  member,
  portal,
}: Pick<PortalPage, "home" | "member" | "portal">): AdministrationLink[] {
  return [
    REACH["see-activity"][member.role] !== "none" && {
      href: `${home}/activity`,
      label: portal("nav.activity"),
      icon: "log" as const,
    },
    REACH["see-operations"][member.role] === "all" && {
      href: `${home}/operations`,
      label: portal("nav.operations"),
      icon: "server" as const,
    },
    REACH["change-settings"][member.role] === "all" && {
      href: `${home}/settings`,
      label: portal("nav.settings"),
      icon: "settings" as const,
    },
  ].filter((link) => link !== false);
}
