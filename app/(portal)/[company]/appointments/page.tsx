import type { Metadata } from "next";

import { dayWords } from "@/components/appointment/moment-text";
import { Card } from "@/components/ui/card";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { type AppointmentFilter, appointmentFilterSchema } from "@/lib/appointments/schema";
import { listAppointments, MOST_COUNTED } from "@/lib/appointments/service/list-appointments";
import { calendarPage } from "@/lib/web/calendar-page";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";
import { whyEmpty } from "@/lib/web/why-empty";

import { AppointmentFilters } from "./_components/appointment-filters";
import { AppointmentTable } from "./_components/appointment-table";
import { AppointmentTabs } from "./_components/appointment-tabs";
import { ListActions } from "./_components/list-actions";
import { listQuery } from "./_components/list-address";
import { NothingFound } from "./_components/nothing-found";
import { SpanChoice } from "./_components/span-choice";

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
  const list = await listAppointments(ctx, filter, company.timeZone);
  const { span, total, previous, next } = list;
  const isSearch = filter.search !== "";
  const from = (place: Pick<AppointmentFilter, "after" | "before">) =>
    `${home}/appointments${listQuery({ ...filter, ...place })}`;

  return (
    <>
      <PageHead
        title={appointments("list.title")}
        actions={<ListActions page={page} filter={filter} />}
      >
        {appointments(isSearch ? "list.found" : "list.lead", {
          count: Math.min(total, MOST_COUNTED),
          isMore: String(total > MOST_COUNTED),
          isOneDay: String(span.firstDay === span.lastDay),
          from: dayWords(span.firstDay, locale, ctx.now),
          to: dayWords(span.lastDay, locale, ctx.now),
        })}
      </PageHead>
      <AppointmentTabs
        calendar={page.calendar}
        home={home}
        current="list"
        query={listQuery({
          day: filter.day,
          branchId: filter.branchId,
          staffId: filter.staffId,
        })}
      />
      {!isSearch && <SpanChoice page={page} filter={filter} list={list} />}
      <AppointmentFilters page={page} filter={filter} list={list} />
      <Card aria-label={appointments("list.table")}>
        {list.appointments.length === 0 ? (
          <NothingFound page={page} filter={filter} why={await whyEmpty(page)} />
        ) : (
          <AppointmentTable page={page} list={list} firstDay={isSearch ? null : span.firstDay} />
        )}
        {(previous !== null || next !== null) && (
          <Pager
            label={common("pager.label")}
            summary={appointments("list.shown", {
              count: list.appointments.length,
              total: Math.min(total, MOST_COUNTED),
              isMore: String(total > MOST_COUNTED),
            })}
            previous={{
              label: appointments(isSearch ? "list.newer" : "list.earlier"),
              href: previous === null ? null : from({ before: previous, after: undefined }),
            }}
            next={{
              label: appointments(isSearch ? "list.older" : "list.later"),
              href: next === null ? null : from({ after: next, before: undefined }),
            }}
          />
        )}
      </Card>
    </>
  );
}
