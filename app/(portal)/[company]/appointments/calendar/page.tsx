import type { Metadata } from "next";

import { dayHead, dayWords } from "@/components/appointment/moment-text";
import { ButtonLink } from "@/components/ui/button-link";
import { Icon } from "@/components/ui/icon";
import { LiveUpdates } from "@/components/ui/live-updates";
import { PageHead } from "@/components/ui/page-head";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { calendarQuerySchema } from "@/lib/calendar/schema";
import { listCalendar } from "@/lib/calendar/service/list-calendar";
import { localDate } from "@/lib/shared/format";
import { calendarPage } from "@/lib/web/calendar-page";
import type { PortalParams } from "@/lib/web/portal-page";
import { whyEmpty } from "@/lib/web/why-empty";

import { AppointmentTabs } from "../_components/appointment-tabs";
import { calendarQuery } from "./_components/calendar-address";
import { CalendarChoice } from "./_components/calendar-choice";
import { CalendarGrid } from "./_components/calendar-grid";
import { CalendarMoves } from "./_components/calendar-moves";
import { movesProps } from "./_components/moves-props";
import { NoCalendars } from "./_components/no-calendars";
import { dropAction } from "./actions";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

/** A colleague's change is there before the next customer has hung up. */
const EVERY_MS = 15_000;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, calendar, company } = await calendarPage(params);

  return { title: portal("pageTitle", { page: calendar("title"), company: company.name }) };
}

export default async function CalendarPage({ params, searchParams }: Props) {
  const page = await calendarPage(params);
  const { ctx, company, home, locale, calendar, appointments } = page;
  const query = calendarQuerySchema.parse(await searchParams);
  const shown = await listCalendar(ctx, query, company.timeZone);
  const { view, firstDay, lastDay } = shown;
  const href = `${home}/appointments/calendar`;
  const today = localDate(ctx.now, company.timeZone);
  const whose = { branchId: shown.branchId ?? undefined, staffId: shown.staffId ?? undefined };
  const at = (day: string | undefined) => `${href}${calendarQuery({ view, ...whose, day })}`;

  return (
    <>
      <PageHead
        title={
          view === "day"
            ? dayHead(firstDay, { locale, today, now: ctx.now, appointments })
            : calendar("week", {
                from: dayWords(firstDay, locale, ctx.now),
                to: dayWords(lastDay, locale, ctx.now),
              })
        }
        actions={
          <>
            <ButtonLink variant="primary" href={`${home}/appointments/new`}>
              <Icon name="calendar-plus" />
              {appointments("new.title")}
            </ButtonLink>
            <ButtonLink href={at(shown.previousDay)}>
              <Icon name="chevron-left" />
              <VisuallyHidden>{calendar(`previous.${view}`)}</VisuallyHidden>
            </ButtonLink>
            <ButtonLink href={at(undefined)}>{calendar("today")}</ButtonLink>
            <ButtonLink href={at(shown.nextDay)}>
              <Icon name="chevron-right" />
              <VisuallyHidden>{calendar(`next.${view}`)}</VisuallyHidden>
            </ButtonLink>
          </>
        }
      />
      <AppointmentTabs
        calendar={calendar}
        home={home}
        current="calendar"
        query={calendarQuery({ ...whose, day: firstDay })}
      />
      <CalendarChoice page={page} shown={shown} day={query.day ?? today} href={href} />
      {shown.columns.length === 0 ? (
        <NoCalendars page={page} why={await whyEmpty(page)} />
      ) : (
        <CalendarMoves {...movesProps(page, shown)} action={dropAction}>
          <CalendarGrid page={page} shown={shown} />
        </CalendarMoves>
      )}
      <p className="text-note text-ink-2 max-lg:hidden">{calendar("hint")}</p>
      <LiveUpdates
        source={`${href}/state${calendarQuery({ view, ...whose, day: firstDay })}`}
        mark={shown.mark}
        everyMs={EVERY_MS}
        labels={{ on: calendar("live"), off: calendar("offline") }}
      />
    </>
  );
}
