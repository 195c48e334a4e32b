import type { Metadata } from "next";

import { mayDo } from "@/components/appointment/may-do";
import { StatusBadge } from "@/components/appointment/status-badge";
import { dayAndTime, distance, timeRange } from "@/components/appointment/when-text";
import { ButtonLink } from "@/components/ui/button-link";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import type { AppointmentStatus } from "@/lib/appointments/schema";
import { getLinkUse } from "@/lib/appointments/service/change-link";
import { listTimeline } from "@/lib/appointments/service/list-timeline";
import { canBeMailed } from "@/lib/delivery/service/can-be-mailed";
import { listAppointmentMails } from "@/lib/delivery/service/list-appointment-mails";
import { formatDay } from "@/lib/shared/format";
import {
  type AppointmentPage,
  appointmentPage,
  type AppointmentParams,
} from "@/lib/web/portal-page";

import { AppointmentFacts } from "./_components/appointment-facts";
import { AppointmentTimeline } from "./_components/appointment-timeline";
import { CustomerMay } from "./_components/customer-may";
import { AskedNote, DoneNote, doneSchema } from "./_components/done-note";
import { LinkCard } from "./_components/link-card";
import { NotesCard } from "./_components/notes-card";
import { StepCard } from "./_components/step-card";
import { SyncNote } from "./_components/sync-note";
import { YouMay } from "./_components/you-may";

type Props = { params: AppointmentParams; searchParams: Promise<{ done?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const page = await appointmentPage(params);
  const { appointments, appointment, company, venue: reader, common, ctx } = page;

  return {
    title: appointments("detail.pageTitle", {
      when: dayAndTime(appointment.startsAt, { reader, now: ctx.now, common }),
      company: company.name,
    }),
  };
}

export default async function AppointmentDetailPage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { appointment, ctx } = page;
  const timeline = await listTimeline(ctx, appointment.id);
  const mails = await listAppointmentMails(ctx, appointment.id);
  const linkUse = appointment.mayChange ? await getLinkUse(ctx, appointment.id) : null;
  const done = doneSchema.parse((await searchParams).done);
  const isMailed = done === undefined || (await canBeMailed(ctx, appointment.customer.email));

  return (
    <>
      <Head page={page} />
      {done !== undefined && (
        <DoneNote page={page} done={done} timeline={timeline} isMailed={isMailed} />
      )}
      <AskedNote page={page} />
      <SyncNote page={page} />
      {done !== "cancelled" && <YouMay page={page} />}
      <Columns>
        <AppointmentTimeline page={page} timeline={timeline} mails={mails} />
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

/** What is over is never taken up again by itself: the next one is booked. */
const OVER: ReadonlySet<AppointmentStatus> = new Set(["cancelled", "completed", "no_show"]);

function Head({ page }: { page: AppointmentPage }) {
  const { appointment, appointments, common, venue, home, href, ctx } = page;
  const { startsAt, status, reference, customer, service, staff } = appointment;
  const again = new URLSearchParams({
    ...{ customerId: customer.id, serviceId: service.id, branchId: appointment.branch.id },
  }).toString();
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
          {OVER.has(status) && (
            <ButtonLink href={`${home}/appointments/new?${again}`}>
              <Icon name="calendar-plus" />
              {appointments("detail.again")}
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
