import type { Metadata } from "next";
import * as z from "zod";

import { mayDo } from "@/components/appointment/may-do";
import { StatusBadge } from "@/components/appointment/status-badge";
import { dayAndTime, distance, timeRange } from "@/components/appointment/when-text";
import { ButtonLink } from "@/components/ui/button-link";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Icon } from "@/components/ui/icon";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import type { TimelineEntry } from "@/lib/appointments/schema";
import { getLinkUse } from "@/lib/appointments/service/change-link";
import { listTimeline } from "@/lib/appointments/service/list-timeline";
import { formatDateTime, formatDay } from "@/lib/shared/format";
import {
  type AppointmentPage,
  appointmentPage,
  type AppointmentParams,
} from "@/lib/web/portal-page";

import { AppointmentFacts } from "./_components/appointment-facts";
import { AppointmentTimeline } from "./_components/appointment-timeline";
import { CustomerMay } from "./_components/customer-may";
import { LinkCard } from "./_components/link-card";
import { NotesCard } from "./_components/notes-card";
import { StepCard } from "./_components/step-card";
import { YouMay } from "./_components/you-may";

type Props = { params: AppointmentParams; searchParams: Promise<{ done?: string | string[] }> };

const DONE = [
  "moved",
  "cancelled",
  "booked",
  "confirm",
  "start",
  "complete",
  "no-show",
  "restore",
  "service",
  "asked",
  "notes",
  "link-rotated",
  "link-revoked",
] as const;
/** What the customer hears of, if they have an address and somebody wanted it. */
const NEWS = new Set(["moved", "cancelled", "booked", "confirm", "restore", "service", "asked"]);
const doneSchema = z.enum(DONE).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { appointments, appointment, company, venue, common } = await appointmentPage(params);

  return {
    title: appointments("detail.pageTitle", {
      when: dayAndTime(appointment.startsAt, venue, common),
      company: company.name,
    }),
  };
}

export default async function AppointmentDetailPage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { appointment, ctx, appointments } = page;
  const timeline = await listTimeline(ctx, appointment.id);
  const linkUse = appointment.mayChange ? await getLinkUse(ctx, appointment.id) : null;
  const done = doneSchema.parse((await searchParams).done);

  return (
    <>
      <Head page={page} />
      {done !== undefined && (
        <Note tone="ok" role="status" title={appointments(`detail.done.${done}`)}>
          {NEWS.has(done) && <p>{whoIsTold(page, timeline)}</p>}
        </Note>
      )}
      <Asked page={page} />
      {done !== "cancelled" && <YouMay page={page} />}
      <Columns>
        <AppointmentTimeline page={page} timeline={timeline} />
        <div className="grid gap-6">
          <StepCard page={page} />
          <AppointmentFacts page={page} />
          <NotesCard page={page} />
          <CustomerMay page={page} />
          {linkUse !== null && <LinkCard page={page} use={linkUse} />}
        </div>
      </Columns>
    </>
  );
}

/** What the log says of the last change, not what somebody meant to do. */
function whoIsTold({ appointment, appointments }: AppointmentPage, timeline: TimelineEntry[]) {
  const { name, email } = appointment.customer;
  const isSilent = timeline[0]?.newValues.notified === false;
  if (email === null) return appointments("detail.doneNoMail", { name });

  return appointments(isSilent ? "detail.doneSilent" : "detail.doneMail", { name });
}

/** The customer was asked for another time, and has not chosen one yet. */
function Asked({ page: { appointment, appointments, venue } }: { page: AppointmentPage }) {
  const { newTimeAskedAt, customer } = appointment;
  if (newTimeAskedAt === null) return null;

  return (
    <Note
      tone="warn"
      title={appointments("detail.asked", {
        name: customer.name,
        when: formatDateTime(newTimeAskedAt, venue),
      })}
    >
      <p>{appointments("detail.askedText")}</p>
    </Note>
  );
}

function Head({ page }: { page: AppointmentPage }) {
  const { appointment, appointments, common, venue, home, href, ctx } = page;
  const { startsAt, status, reference, customer, service, staff } = appointment;
  const far = distance(startsAt, { reader: venue, now: ctx.now, customer: page.customer });

  return (
    <PageHead
      crumbs={
        <Crumbs
          label={common("shell.breadcrumbs")}
          trail={[{ href: `${home}/appointments`, label: appointments("list.title") }]}
          current={reference}
        />
      }
      title={
        <time dateTime={startsAt.toISOString()}>
          {formatDay(startsAt, venue, ctx.now)}, {timeRange(appointment, venue, common)}
        </time>
      }
      actions={
        <>
          {mayDo("cancel", appointment) !== "no" && (
            <ButtonLink variant="danger" href={`${href}/cancel`}>
              <Icon name="x" />
              {appointments("detail.cancel")}
            </ButtonLink>
          )}
          {mayDo("reschedule", appointment) !== "no" && (
            <ButtonLink variant="primary" href={`${href}/move`}>
              <Icon name="calendar" />
              {appointments("detail.move")}
            </ButtonLink>
          )}
        </>
      }
    >
      <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} isProminent />
      <span>
        {appointments(
          far === null || status === "cancelled" ? "detail.lead" : "detail.leadDistance",
          {
            customer: customer.name,
            service: service.name,
            staff: staff.name,
            distance: far ?? "",
          },
        )}
      </span>
    </PageHead>
  );
}
