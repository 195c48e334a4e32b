import { timeRange } from "@/components/appointment/when-text";
import { Comparison } from "@/components/ui/comparison";
import type { ComparisonRowContent } from "@/components/ui/comparison-row";
import { STATUS_AFTER } from "@/lib/appointments/rules";
import type { AppointmentConflict, AppointmentStatus } from "@/lib/appointments/schema";
import { formatShortDay } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

import type { Attempt } from "./conflict-query";

type Props = { page: AppointmentPage; conflict: AppointmentConflict; attempt: Attempt };

export function ConflictComparison({ page, conflict, attempt }: Props) {
  const { appointments } = page;
  const { seenVersion, currentVersion, actorKind, actorName } = conflict;
  const name = actorKind === "system" ? appointments("conflict.system") : actorName;

  return (
    <Comparison
      label={appointments("conflict.table")}
      fieldLabel={appointments("conflict.field")}
      was={{
        title: appointments("conflict.was"),
        note: appointments("conflict.wasNote", { version: seenVersion }),
      }}
      now={{
        title: appointments("conflict.now"),
        note: appointments("conflict.nowNote", { version: currentVersion, name }),
      }}
      yours={{ title: appointments("conflict.yours"), note: appointments("conflict.yoursNote") }}
      rows={rowsOf(page, conflict, attempt)}
    />
  );
}

function rowsOf(
  page: AppointmentPage,
  { was, now, reason }: AppointmentConflict,
  attempt: Attempt,
): ComparisonRowContent[] {
  const { appointments, common } = page;
  const status = (of: AppointmentConflict["was"]) => common(`appointmentStatus.${of.status}`);
  const none = appointments("conflict.none");
  const move = attempt.kind === "move" ? attempt : null;
  const wanted = wantedStatus(attempt);

  return [
    row(page, "time", {
      was: rangeText(page, was),
      now: rangeText(page, now),
      yours: wantedTime(page, attempt, now),
    }),
    row(page, "staff", {
      was: was.staff.name,
      now: now.staff.name,
      yours: move === null || move.staff.id === was.staff.id ? null : move.staff.name,
    }),
    row(page, "service", {
      was: was.service.name,
      now: now.service.name,
      yours: attempt.kind === "service" ? attempt.service.name : null,
    }),
    row(page, "status", {
      was: status(was),
      now: status(now),
      yours: wanted === null ? null : common(`appointmentStatus.${wanted}`),
    }),
    {
      label: appointments("conflict.reason"),
      was: { value: none, kind: "same" },
      now: { value: reason ?? none },
      yours: { value: attempt.reason === "" ? none : attempt.reason },
    },
  ];
}

function wantedTime(page: AppointmentPage, attempt: Attempt, now: Span): string | null {
  if (attempt.kind === "ask") return page.appointments("conflict.wanted.ask");

  return attempt.kind === "move" ? rangeText(page, endOf(attempt, now)) : null;
}

function wantedStatus(attempt: Attempt): AppointmentStatus | null {
  if (attempt.kind === "step") return STATUS_AFTER[attempt.step];

  return attempt.kind === "cancel" ? "cancelled" : null;
}

type Values = { was: string; now: string; yours: string | null };

/** What changed is struck through and set off; what did not is grey. */
function row(
  { appointments }: AppointmentPage,
  key: string,
  { was, now, yours }: Values,
): ComparisonRowContent {
  const isChanged = was !== now;

  return {
    label: appointments(`conflict.${key}`),
    was: { value: was, kind: isChanged ? "old" : "same" },
    now: isChanged
      ? { value: now, kind: "new" }
      : { value: appointments("conflict.same"), kind: "same" },
    yours:
      yours === null
        ? { value: appointments("conflict.notChanged"), kind: "same" }
        : { value: yours, kind: "new" },
  };
}

type Span = { startsAt: string; endsAt: string };

/** The day above the time: a comparison cell keeps its line breaks. */
function rangeText({ venue, common, ctx }: AppointmentPage, span: Span): string {
  return `${formatShortDay(span.startsAt, venue, ctx.now)}\n${timeRange(span, venue, common)}`;
}

/** A move keeps the length of the appointment. */
function endOf({ startsAt }: { startsAt: string }, now: Span): Span {
  const length = new Date(now.endsAt).getTime() - new Date(now.startsAt).getTime();

  return { startsAt, endsAt: new Date(new Date(startsAt).getTime() + length).toISOString() };
}
