import { Fragment, type ReactNode } from "react";

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
import {
  formatShortDay,
  formatTime,
  formatZone,
  localDate,
  sameWallClock,
} from "@/lib/shared/format";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = {
  page: PortalPage;
  list: AppointmentPage;
  /** What began before it stands under it; null where days of all times are listed. */
  firstDay: string | null;
};

const COLUMNS = ["time", "customer", "service", "staff", "status"] as const;

export function AppointmentTable({ page, list, firstDay }: Props) {
  const { company, ctx, locale, appointments } = page;
  const today = localDate(ctx.now, company.timeZone);
  const days = byDay(list.appointments, { firstDay, timeZone: company.timeZone });
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
            <Row key={row.id} page={page} appointment={row} day={day} />
          ))}
        </Fragment>
      ))}
    </Table>
  );
}

/** They come by time, so a day's are together; what goes on from a night before is in the first one's. */
function byDay(
  appointments: readonly AppointmentSummary[],
  { firstDay, timeZone }: { firstDay: string | null; timeZone: string },
): [string, AppointmentSummary[]][] {
  const days = new Map<string, AppointmentSummary[]>();
  for (const appointment of appointments) {
    const begins = localDate(appointment.startsAt, timeZone);
    const day = firstDay !== null && begins < firstDay ? firstDay : begins;
    const rows = days.get(day);
    if (rows === undefined) days.set(day, [appointment]);
    else rows.push(appointment);
  }

  return [...days];
}

type RowProps = { page: PortalPage; appointment: AppointmentSummary; day: string };

function Row({ page, appointment, day }: RowProps) {
  const { common, home, locale, appointments } = page;
  const { id, reference, startsAt, endsAt, timeZone, status, syncStatus, ...about } = appointment;
  const venue = { locale, timeZone };

  return (
    <TableRow isOff={status === "cancelled"}>
      <TableCell kind="time" sub={timeDetail({ page, appointment, day })}>
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

/** What the two times leave open: from which day they are where it is an earlier one, and on whose clock. */
function timeDetail({ page, appointment: { startsAt, timeZone }, day }: RowProps): ReactNode {
  const { ctx, company, locale, appointments } = page;
  const venue = { locale, timeZone };
  const begins = localDate(startsAt, company.timeZone);
  const isElsewhere = !sameWallClock(startsAt, timeZone, company.timeZone);
  if (begins >= day && !isElsewhere) return null;

  return (
    <>
      {begins < day && (
        <span className="block">
          {appointments("list.begins", { day: formatShortDay(startsAt, venue, ctx.now) })}
        </span>
      )}
      {isElsewhere && formatZone(startsAt, venue)}
    </>
  );
}
