import type { Metadata } from "next";

import { dayWords } from "@/components/appointment/moment-text";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { type AppointmentFilter, appointmentFilterSchema } from "@/lib/appointments/schema";
import { listAppointments } from "@/lib/appointments/service/list-appointments";
import { calendarPage } from "@/lib/web/calendar-page";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";

import { AppointmentFilters } from "./_components/appointment-filters";
import { AppointmentTable } from "./_components/appointment-table";
import { AppointmentTabs } from "./_components/appointment-tabs";
import { NothingFound } from "./_components/nothing-found";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, company } = await portalPage(params);

  return {
    title: portal("pageTitle", { page: portal("nav.appointments"), company: company.name }),
  };
}

export default async function AppointmentsPage({ params, searchParams }: Props) {
  const page = await calendarPage(params);
  const { ctx, company, home, locale, appointments, common } = page;
  const filter = appointmentFilterSchema.parse(await searchParams);
  const week = await listAppointments(ctx, filter, company.timeZone);
  const href = `${home}/appointments`;
  const weekFrom = (day: string | undefined, after?: string) =>
    `${href}${query({ ...filter, day, after })}`;

  return (
    <>
      <PageHead
        title={appointments("list.title")}
        actions={
          <>
            <ButtonLink variant="primary" href={`${href}/new`}>
              <Icon name="calendar-plus" />
              {appointments("new.title")}
            </ButtonLink>
            <ButtonAnchor href={`${href}/export${query({ ...filter, after: undefined })}`}>
              <Icon name="download" />
              <span className="max-lg:sr-only">{page.calendar("export.action")}</span>
            </ButtonAnchor>
            <ButtonLink href={weekFrom(week.previousDay)}>
              <Icon name="chevron-left" />
              <span className="max-lg:sr-only">{appointments("list.previous")}</span>
            </ButtonLink>
            <ButtonLink href={weekFrom(undefined)}>{appointments("list.today")}</ButtonLink>
            <ButtonLink href={weekFrom(week.nextDay)}>
              <span className="max-lg:sr-only">{appointments("list.next")}</span>
              <Icon name="chevron-right" />
            </ButtonLink>
          </>
        }
      >
        {appointments("list.lead", {
          count: week.total,
          from: dayWords(week.firstDay, locale, ctx.now),
          to: dayWords(week.lastDay, locale, ctx.now),
        })}
      </PageHead>
      <AppointmentTabs
        calendar={page.calendar}
        home={home}
        current="list"
        query={query({ ...filter, status: undefined, search: "", after: undefined })}
      />
      <AppointmentFilters page={page} filter={filter} week={week} />
      <Card aria-label={appointments("list.table")}>
        {week.appointments.length === 0 ? (
          <NothingFound page={page} filter={filter} />
        ) : (
          <AppointmentTable page={page} week={week} isFirstPage={filter.after === undefined} />
        )}
        {(week.next !== null || filter.after !== undefined) && (
          <Pager
            label={common("pager.label")}
            summary={appointments("list.shown", {
              count: week.appointments.length,
              total: week.total,
            })}
            previous={{
              label: appointments("list.fromStart"),
              href: filter.after === undefined ? null : weekFrom(week.firstDay),
            }}
            next={{
              label: appointments("list.further"),
              href: week.next === null ? null : weekFrom(week.firstDay, week.next),
            }}
          />
        )}
      </Card>
    </>
  );
}

/** The filter as it stands in the address, without what is not set. */
function query(filter: AppointmentFilter): string {
  const set = Object.entries(filter).filter(
    (entry): entry is [string, string] => entry[1] !== undefined && entry[1] !== "",
  );

  return set.length === 0 ? "" : `?${new URLSearchParams(set).toString()}`;
}
