import { StatusBadge } from "@/components/appointment/status-badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { AppointmentSummary } from "@/lib/appointments/schema";
import type { Dashboard } from "@/lib/dashboard/service/get-dashboard";
import { formatTime } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

import { NothingYet } from "./nothing-yet";

type Props = { page: PortalPage; dashboard: Dashboard; why: WhyEmpty | null };

/** What the rest of the day still brings. */
export function NextAppointments({ page, dashboard, why }: Props) {
  const { portal, home } = page;
  const { next, today } = dashboard;
  const columns = ["time", "appointment", "staff"].map((key) => ({
    label: portal(`dashboard.next.${key}`),
  }));

  return (
    <Card aria-labelledby="next">
      <CardHead
        id="next"
        action={
          <Link
            href={`${home}/appointments`}
            className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
          >
            {portal("dashboard.next.all")}
          </Link>
        }
      >
        {portal("dashboard.next.title")}
      </CardHead>
      {why !== null && <NothingYet page={page} why={why} level="h3" />}
      {why === null && next.length === 0 && (
        <Empty
          icon="calendar-check"
          title={portal(today.total === 0 ? "dashboard.next.emptyToday" : "dashboard.next.empty")}
          actions={
            <ButtonLink href={`${home}/appointments`}>{portal("dashboard.next.week")}</ButtonLink>
          }
        >
          <p>{portal("dashboard.next.emptyHint")}</p>
        </Empty>
      )}
      {next.length > 0 && (
        <Table
          labelledBy="next"
          columns={[...columns, { label: portal("dashboard.next.status"), align: "end" }]}
        >
          {next.map((appointment) => (
            <NextRow key={appointment.id} page={page} appointment={appointment} />
          ))}
        </Table>
      )}
    </Card>
  );
}

function NextRow({ page, appointment }: { page: PortalPage; appointment: AppointmentSummary }) {
  const { portal, common, home, locale } = page;
  const { id, startsAt, endsAt, timeZone, customer, service, staff, branch, status } = appointment;
  const venue = { locale, timeZone };

  return (
    <TableRow>
      <TableCell
        kind="time"
        sub={portal("dashboard.next.until", { time: formatTime(endsAt, venue) })}
      >
        <time dateTime={startsAt}>{formatTime(startsAt, venue)}</time>
      </TableCell>
      <TableCell kind="main" sub={service.name} phone="wide">
        <RowLink href={`${home}/appointments/${id}`}>{customer.name}</RowLink>
      </TableCell>
      <TableCell kind="muted" sub={branch.name} phone="wide">
        {staff.name}
      </TableCell>
      <TableCell align="end" phone="corner">
        <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} />
      </TableCell>
    </TableRow>
  );
}
