import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { momentText } from "@/components/appointment/moment-text";
import { Note } from "@/components/ui/note";
import type { AppointmentConflict } from "@/lib/appointments/schema";
import { listFreeSlots } from "@/lib/appointments/service/free-slots";
import { getConflict } from "@/lib/appointments/service/get-conflict";
import { listOtherServices } from "@/lib/appointments/service/offered-services";
import { formatAgo } from "@/lib/shared/format";
import { orNotFound } from "@/lib/web/page-context";
import {
  type AppointmentPage,
  appointmentPage,
  type AppointmentParams,
} from "@/lib/web/portal-page";

import { ChangeHead } from "../_components/change-head";
import { ConflictComparison } from "../_components/conflict-comparison";
import { ConflictNext } from "../_components/conflict-next";
import {
  type Attempt,
  type ConflictQuery,
  conflictQuerySchema,
} from "../_components/conflict-query";

type Props = {
  params: AppointmentParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

const MINUTE_MS = 60_000;

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, appointments, company } = await appointmentPage(params);

  return {
    title: portal("pageTitle", { page: appointments("conflict.title"), company: company.name }),
  };
}

/** Somebody else was faster: what was, what holds now and what the member wanted, side by side. */
export default async function ConflictPage({ params, searchParams }: Props) {
  const page = await appointmentPage(params);
  const { appointment, appointments, ctx, href } = page;
  const query = conflictQuerySchema.safeParse(await searchParams);
  if (!query.success) redirect(href);
  const conflict = await getConflict(ctx, {
    appointmentId: appointment.id,
    seenVersion: query.data.seen,
  });
  if (conflict === null) redirect(href);
  const attempt = await readAttempt(page, query.data);

  return (
    <>
      <ChangeHead
        page={page}
        title={appointments("conflict.title")}
        current={appointments(crumbOf(attempt))}
      />
      <Note tone="warn" role="alert" title={headline(page, conflict)}>
        <p>
          {appointments("conflict.when", {
            when: momentText(conflict.changedAt, { ...page, reader: page.venue, now: ctx.now }),
          })}
        </p>
      </Note>
      <ConflictComparison page={page} conflict={conflict} attempt={attempt} />
      <ConflictNext page={page} conflict={conflict} attempt={attempt} />
      <p className="text-ink-2">{appointments("conflict.nothingLost")}</p>
    </>
  );
}

function crumbOf(attempt: Attempt): string {
  if (attempt.kind === "move" || attempt.kind === "cancel") return `${attempt.kind}.crumb`;

  return attempt.kind === "step" ? `steps.${attempt.step}` : `${attempt.kind}.title`;
}

function headline(page: AppointmentPage, { was, now, ...change }: AppointmentConflict): string {
  const { appointments, locale, ctx } = page;
  const isMoved = was.startsAt !== now.startsAt;
  const isJustNow = ctx.now.getTime() - new Date(change.changedAt).getTime() < MINUTE_MS;
  const verb = now.status === "cancelled" ? "cancelled" : isMoved ? "moved" : "changed";

  return appointments(`conflict.${verb}`, {
    name: change.actorKind === "system" ? appointments("conflict.system") : change.actorName,
    ago: isJustNow
      ? appointments("conflict.justNow")
      : formatAgo(change.changedAt, locale, ctx.now),
  });
}

/** What the member wanted, with the name of whom they chose and whether that time is still free. */
async function readAttempt(page: AppointmentPage, query: ConflictQuery): Promise<Attempt> {
  const { ctx, appointment } = page;
  const { startsAt, staffId, reason } = query;
  if (query.kind === "cancel") return { kind: "cancel", reason, category: query.category ?? "" };
  if (query.kind === "step" && query.step !== undefined) {
    return { kind: "step", reason, step: query.step };
  }
  if (query.kind === "service") {
    const services = await listOtherServices(ctx, appointment);
    const service = services.find(({ id }) => id === query.serviceId) ?? appointment.service;

    return { kind: "service", reason, service };
  }
  if (query.kind === "ask") return { kind: "ask", reason };
  if (startsAt === undefined || staffId === undefined) redirect(page.href);

  const free = await orNotFound(
    listFreeSlots(ctx, { appointmentId: appointment.id, from: new Date(startsAt) }),
  );
  const isFree = free.days
    .flatMap(({ slots }) => slots)
    .some((slot) => slot.startsAt === startsAt && slot.staff.id === staffId);
  const staff = free.staff.find(({ id }) => id === staffId) ?? appointment.staff;

  return { kind: "move", reason, startsAt, staff, isFree };
}
