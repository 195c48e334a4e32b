import type { Metadata } from "next";

import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Icon } from "@/components/ui/icon";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { formatDate } from "@/lib/shared/format";
import type { StaffSummary } from "@/lib/staff/schema";
import { listStaff } from "@/lib/staff/service/get-staff";
import type { PortalParams } from "@/lib/web/portal-page";
import { type SettingsPage, settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.staff") };
}

export default async function StaffPage({ params }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings } = page;
  const staff = await listStaff(ctx);
  const add = (
    <ButtonLink variant="primary" href={`${home}/settings/staff/new`}>
      <Icon name="user-plus" />
      {settings("staff.add")}
    </ButtonLink>
  );

  return (
    <>
      <SettingsHead page={page} current="staff" actions={add} />
      <Card aria-label={settings("tabs.staff")}>
        {staff.length === 0 ? (
          <Empty level="h2" icon="users" title={settings("staff.none")} actions={add} />
        ) : (
          <Table
            label={settings("tabs.staff")}
            columns={["name", "branch", "performs", "hours", "timeOff"].map((key) => ({
              label: settings(`staff.${key}`),
            }))}
          >
            {staff.map((person) => (
              <Row key={person.id} page={page} person={person} />
            ))}
          </Table>
        )}
      </Card>
    </>
  );
}

function Row({ page, person }: { page: SettingsPage; person: StaffSummary }) {
  const { settings, common, home, locale } = page;
  const { timeOff, timeZone, weeklyMinutes } = person;
  const reader = { locale, timeZone };

  return (
    <TableRow isOff={!person.isActive}>
      <TableCell kind="main" phone="wide">
        <span className="inline-flex items-center gap-2">
          <RowLink href={`${home}/settings/staff/${person.id}`}>{person.name}</RowLink>
          {!person.isActive && (
            <Badge tone="quiet" icon="ban">
              {settings("staff.stopped")}
            </Badge>
          )}
        </span>
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {person.branch.name}
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {settings("staff.serviceCount", { count: person.serviceCount })}
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {settings("staff.weekly", { hours: Math.round(weeklyMinutes / 6) / 10 })}
      </TableCell>
      <TableCell
        kind="muted"
        phone={timeOff === null ? "hidden" : "wide"}
        label={settings("staff.timeOff")}
      >
        {timeOff === null
          ? common("table.none")
          : settings("staff.from", { day: formatDate(timeOff.startsAt, reader) })}
      </TableCell>
    </TableRow>
  );
}
