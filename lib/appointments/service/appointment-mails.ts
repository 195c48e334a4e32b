import "server-only";

import { v7 as uuidV7 } from "uuid";

import type { LoadedAppointment } from "@/lib/appointments/service/load-appointment";
import type { SnapshotDeadline } from "@/lib/appointments/service/snapshot-deadline";
import { type AppointmentNews, CUSTOMER_NEWS } from "@/lib/notifications/schema";
import type { Locale } from "@/lib/shared/schema";
import type { TenantContext } from "@/lib/tenancy/context";

/** The address is missing in mails from before anybody could answer them. */
type Contact = { phone: string | null; email?: string | null };

/** What a mail about an appointment says, as it was when the change was committed. */
export type AppointmentSnapshot = {
  audience: "customer" | "staff";
  kind: AppointmentNews;
  locale: Locale;
  readerTimeZone: string;
  appointmentId: string;
  linkGeneration: number;
  reference: string;
  version: number;
  /** Missing in mails from before it was kept. */
  changedAt?: string;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  previousStartsAt: string | null;
  previousEndsAt: string | null;
  previousStaff: string | null;
  /** Missing in mails from before a company could change the service. */
  previousService?: string | null;
  /** Said with another service. */
  priceMinor?: number;
  /** For the staff member who does not perform it any more. */
  isHandedOver?: boolean;
  /** For the staff member who performs it from now on. */
  isTakenOver?: boolean;
  /** The news is the link: nothing has happened to the appointment. */
  isNewLink?: boolean;
  customer: string;
  service: string;
  staff: string;
  branch: { name: string; street: string; postalCode: string; city: string } & Contact;
  company: { slug: string; name: string; accentColour: string } & Contact;
  reason: string | null;
  changedBy: string;
  /** What the customer may still do, or null when nothing. */
  deadline: SnapshotDeadline | null;
  feeMinor: number;
  currency: string;
};

export type AppointmentMailRow = {
  id: string;
  kind: AppointmentSnapshot["kind"];
  audience: AppointmentSnapshot["audience"];
  recipient: string;
  snapshot: AppointmentSnapshot;
};

type News = Pick<
  AppointmentSnapshot,
  "kind" | "version" | "startsAt" | "endsAt" | "staff" | "reason" | "feeMinor" | "deadline"
> & {
  isNewLink?: boolean;
  /** What it is for from now on, where that changes. */
  newService?: { name: string; priceMinor: number; currency: string };
  /** Who performs it from now on, where that changes and they can be told. */
  newStaff?: Reachable;
};

type Reachable = { name: string; email: string | null; locale: Locale | null };

/**
 * The mails a change leads to, where people have an address. `appointment` is how it was loaded, `news` what
 * has become of it; whoever hands it over to a colleague is told that, and the colleague whose it was.
 */
export function appointmentMails(
  ctx: TenantContext,
  appointment: LoadedAppointment,
  { newService, newStaff, ...news }: News,
): AppointmentMailRow[] {
  const { customer, staff, branch, company } = appointment;
  const isOtherStaff = staff.name !== news.staff || newStaff !== undefined;
  const common = {
    ...news,
    appointmentId: appointment.id,
    linkGeneration: appointment.linkGeneration,
    reference: appointment.reference,
    timeZone: appointment.timeZone,
    ...previousTimes(appointment, news),
    previousStaff: staff.name === news.staff ? null : staff.name,
    previousService: newService === undefined ? null : appointment.service.name,
    ...(newService !== undefined && { priceMinor: newService.priceMinor }),
    customer: customer.name,
    service: newService?.name ?? appointment.service.name,
    branch,
    company,
    changedBy: ctx.actor.name,
    changedAt: ctx.now.toISOString(),
    currency: newService?.currency ?? appointment.currency,
  };
  const people = [
    { ...customer, audience: "customer" as const, change: {} },
    { ...staff, audience: "staff" as const, change: { isHandedOver: isOtherStaff } },
    ...(newStaff === undefined
      ? []
      : [{ ...newStaff, audience: "staff" as const, change: { isTakenOver: true } }]),
  ].filter(({ audience }) => audience === "customer" || !CUSTOMER_NEWS.has(news.kind));

  return people.flatMap(({ audience, email, locale, change }) =>
    email === null
      ? []
      : [
          {
            id: uuidV7(),
            kind: news.kind,
            audience,
            recipient: email,
            snapshot: {
              ...common,
              ...change,
              audience,
              locale: locale ?? "de",
              readerTimeZone: audience === "customer" ? customer.timeZone : appointment.timeZone,
            },
          },
        ],
  );
}

/** Another service may leave the start as it was, and change the end alone. */
function previousTimes(
  { startsAt, endsAt }: LoadedAppointment,
  news: Pick<News, "startsAt" | "endsAt">,
): Pick<AppointmentSnapshot, "previousStartsAt" | "previousEndsAt"> {
  const was = { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
  const isSame = was.startsAt === news.startsAt && was.endsAt === news.endsAt;

  return {
    previousStartsAt: isSame ? null : was.startsAt,
    previousEndsAt: isSame ? null : was.endsAt,
  };
}
