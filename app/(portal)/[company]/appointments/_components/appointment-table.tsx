import { Fragment } from "react";

import { dayHead } from "@/components/appointment/moment-text";
import { StatusBadge } from "@/components/appointment/status-badge";
import { SyncBadge } from "@/components/appointment/sync-badge";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableGroup } from "@/components/ui/table-group";
import { TableRow } from "@/components/ui/table-row";
import type { AppointmentSummary } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import { formatTime, formatZone, localDate, sameWallClock } from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; list: AppointmentPage };

const COLUMNS = ["time", "customer", "service", "staff", "status"] as const;

export function AppointmentTable({ page, list }: Props) {
  const { company, ctx, locale, appointments } = page;
  const today = localDate(ctx.now, company.timeZone);
  const days = byDay(list.appointments, company.timeZone);
  // A day that goes on over the page's edge is not counted: the number would be wrong.
  const isWhole = (index: number) =>
    (index > 0 || list.previous === null) && (index < days.length - 1 || list.next === null);

  return (
    <Table
      label={appointments("list.table")}
      columns={COLUMNS.map((key) => ({ label: appointments(`list.${key}`) }))}
    >
      {days.map(([day, rows], index) => (
        <Fragment key={day}>
          <TableGroup
            columns={COLUMNS.length}
            detail={isWhole(index) ? appointments("list.count", { count: rows.length }) : undefined}
          >
            {dayHead(day, { locale, today, now: ctx.now, appointments })}
          </TableGroup>
          {rows.map((row) => (
            <Row key={row.id} page={page} appointment={row} />
          ))}
        </Fragment>
      ))}
    </Table>
  );
}

/** They come by time, so a day's are together. */
function byDay(
  appointments: readonly AppointmentSummary[],
  timeZone: string,
): [string, AppointmentSummary[]][] {
  const days = new Map<string, AppointmentSummary[]>();
  for (const appointment of appointments) {
    const day = localDate(appointment.startsAt, timeZone);
    const rows = days.get(day);
    if (rows === undefined) days.set(day, [appointment]);
    else rows.push(appointment);
  }

  return [...days];
}

function Row({ page, appointment }: { page: PortalPage; appointment: AppointmentSummary }) {
  const { common, home, locale, company, appointments } = page;
  const { id, reference, startsAt, endsAt, timeZone, status, syncStatus, ...about } = appointment;
  const venue = { locale, timeZone };
  const isElsewhere = !sameWallClock(startsAt, timeZone, company.timeZone);

  return (
    <TableRow isOff={status === "cancelled"}>
      <TableCell kind="time" sub={isElsewhere && formatZone(startsAt, venue)}>
        <time dateTime={startsAt}>{formatTime(startsAt, venue)}</time>–
        <time dateTime={endsAt}>{formatTime(endsAt, venue)}</time>
      </TableCell>
      <TableCell kind="main" sub={reference} phone="wide">
        <RowLink href={`${home}/appointments/${id}`}>{about.customer.name}</RowLink>
      </TableCell>
      <TableCell phone="wide">{about.service.name}</TableCell>
      <TableCell kind="muted" sub={about.branch.name} phone="wide">
        {about.staff.name}
      </TableCell>
      <TableCell phone="corner">
        <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} />
        <SyncBadge state={syncStatus} label={appointments(`sync.badge.${syncStatus}`)} />
      </TableCell>
    </TableRow>
  );
}
