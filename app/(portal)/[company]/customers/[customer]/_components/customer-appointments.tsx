import { StatusBadge } from "@/components/appointment/status-badge";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { Link } from "@/components/ui/link";
import type { AppointmentSummary } from "@/lib/appointments/schema";
import { formatDateTime } from "@/lib/shared/format";
import type { CustomersPage } from "@/lib/web/customers-page";

type Props = {
  page: CustomersPage;
  kind: "upcoming" | "past";
  appointments: readonly AppointmentSummary[];
};

export function CustomerAppointments({ page, kind, appointments }: Props) {
  const { customers: t, common, home, locale } = page;

  return (
    <Card aria-labelledby={kind}>
      <CardHead id={kind}>{t(`appointments.${kind}`)}</CardHead>
      {appointments.length === 0 ? (
        <CardBody>
          <p className="text-ink-2">
            {t(kind === "upcoming" ? "appointments.noneUpcoming" : "appointments.nonePast")}
          </p>
        </CardBody>
      ) : (
        <LineList>
          {appointments.map(({ id, startsAt, timeZone, service, staff, status }) => (
            <LineItem
              key={id}
              icon="calendar"
              sub={
                <span className="flex flex-wrap items-center gap-x-3">
                  {t("appointments.at", { service: service.name, staff: staff.name })}
                  <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} />
                </span>
              }
            >
              <Link
                href={`${home}/appointments/${id}`}
                className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
              >
                {formatDateTime(startsAt, { locale, timeZone })}
              </Link>
            </LineItem>
          ))}
        </LineList>
      )}
    </Card>
  );
}
