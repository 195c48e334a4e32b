import { dayAndTime } from "@/components/appointment/when-text";
import { ButtonLink } from "@/components/ui/button-link";
import { Note } from "@/components/ui/note";
import { formatDay } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

import type { MoveQuery } from "./move-query";

type NotFreeProps = { page: AppointmentPage; query: MoveQuery; isFree: boolean };

/** Somebody was a moment faster, or the wanted time went in the meantime: the appointment stands. */
export function NotFree({ page, query, isFree }: NotFreeProps) {
  const { appointment, appointments, common, venue: reader, ctx } = page;
  const say = (at: Date | string) => dayAndTime(at, { reader, now: ctx.now, common });
  const [wanted] = query.slot?.split("|") ?? [];
  if (query.taken !== undefined) {
    return (
      <Note tone="warn" role="alert" title={appointments("move.taken")}>
        <p>{appointments("move.stands", { when: say(appointment.startsAt) })}</p>
      </Note>
    );
  }
  if (wanted === undefined || isFree) return null;

  return (
    <Note tone="warn" role="alert" title={appointments("move.notFree")}>
      <p>{appointments("move.notFreeText", { when: say(wanted) })}</p>
    </Note>
  );
}

type LaterProps = {
  page: AppointmentPage;
  query: MoveQuery;
  /** The day on which the next page of days begins. */
  next: string | null;
  until: string;
};

export function LaterDays({ page, query, next, until }: LaterProps) {
  const { appointments, venue, ctx, href } = page;
  const { staff = "", reason, from } = query;
  const link = (values: Record<string, string>) =>
    `${href}/move?${new URLSearchParams({ staff, ...(reason !== "" && { reason }), ...values }).toString()}`;

  return (
    <>
      <span className="mr-auto text-note text-ink-2">
        {appointments("move.until", { until: formatDay(until, venue, ctx.now) })}
      </span>
      {from !== undefined && (
        <ButtonLink variant="ghost" href={link({})}>
          {appointments("move.fromStart")}
        </ButtonLink>
      )}
      {next !== null && (
        <ButtonLink href={link({ from: next })}>{appointments("move.more")}</ButtonLink>
      )}
    </>
  );
}
