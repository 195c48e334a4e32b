import { StatusBadge } from "@/components/appointment/status-badge";
import { otherZone, timeRange } from "@/components/appointment/when-text";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import type { OwnAppointment } from "@/lib/customer-access/schema";
import { formatDay } from "@/lib/shared/format";
import type { CompanyPage } from "@/lib/web/visit-page";

type Props = {
  page: CompanyPage;
  id: string;
  title: string;
  appointments: readonly OwnAppointment[];
  /** Names are said where an address stands for several people. */
  isOnePerson: boolean;
};

/** Time first: each appointment leads to the page where it can be moved or cancelled. */
export function OwnAppointmentList({ page, id, title, appointments, isOnePerson }: Props) {
  return (
    <section aria-labelledby={id} className="grid gap-3">
      <h2 id={id}>{title}</h2>
      <Card>
        <ul className="divide-y divide-line">
          {appointments.map((appointment) => (
            <li key={appointment.id}>
              <OwnAppointmentRow page={page} appointment={appointment} isOnePerson={isOnePerson} />
            </li>
          ))}
        </ul>
      </Card>
    </section>
  );
}

function OwnAppointmentRow({
  page,
  appointment,
  isOnePerson,
}: Pick<Props, "page" | "isOnePerson"> & { appointment: OwnAppointment }) {
  const { href, locale, now, t, common } = page;
  const { startsAt, timeZone, status, service, staff, customer, city } = appointment;
  const reader = { locale, timeZone };
  const ownZone = appointment.customerTimeZone;
  const zone = otherZone(startsAt, { reader, ownZone, city, now, customer: t });

  return (
    <a
      href={`${href}/${appointment.id}`}
      className="grid min-h-14 gap-1 px-4 py-3 text-ink no-underline hover:bg-hover"
    >
      <time dateTime={startsAt.toISOString()}>
        <strong className="block">{formatDay(startsAt, reader, now)}</strong>
        {timeRange(appointment, reader, common)}
      </time>
      {zone !== undefined && <span className="text-note text-ink-2">{zone}</span>}
      <span className="text-note wrap-anywhere text-ink-2">
        {t(isOnePerson ? "mine.with" : "mine.withFor", { service, staff, customer })}
      </span>
      {status !== "confirmed" && (
        <span>
          <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} />
        </span>
      )}
      {appointment.isNewTimeAsked && status === "confirmed" && (
        <span>
          <Badge tone="warn" icon="alert">
            {t("mine.asked")}
          </Badge>
        </span>
      )}
    </a>
  );
}
