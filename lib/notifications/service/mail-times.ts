import "server-only";

import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";
import { type Translate, translator } from "@/lib/platform/messages";
import {
  formatDay,
  formatShortDay,
  formatTime,
  formatZone,
  sameWallClock,
} from "@/lib/shared/format";

type Span = { startsAt: string; endsAt: string };

/** `Do, 26. November, 14:30 Uhr`: when it is; for whoever hands it over, when it was with them. */
export function subjectTime(
  snapshot: AppointmentSnapshot,
  { common, isHandedOver }: { common: Translate; isHandedOver: boolean },
): string {
  const { locale, timeZone, startsAt, previousStartsAt } = snapshot;
  const reader = { locale, timeZone };
  const at = (isHandedOver ? previousStartsAt : null) ?? startsAt;

  return common("time.dayAt", {
    day: formatShortDay(at, reader, writtenAt(snapshot)),
    time: formatTime(at, reader),
  });
}

/** `Donnerstag, 26. November`. */
export function dayOf(snapshot: AppointmentSnapshot): string {
  const { locale, timeZone, startsAt } = snapshot;

  return formatDay(startsAt, { locale, timeZone }, writtenAt(snapshot));
}

/** A mail says the years that were not the one it was written in; one without that moment, none. */
function writtenAt({ changedAt, startsAt }: AppointmentSnapshot): string {
  return changedAt ?? startsAt;
}

/** `14:30–15:15 Uhr`. */
export function rangeTime({ locale, timeZone, ...span }: AppointmentSnapshot, common: Translate) {
  return common("time.range", range(span, { locale, timeZone }));
}

/** `Do, 26. November, 14:30–15:15 Uhr` before the change; whoever takes it over never had it then. */
export function previousTime(snapshot: AppointmentSnapshot, common: Translate): string | null {
  const { locale, timeZone, isTakenOver } = snapshot;
  const { previousStartsAt: startsAt, previousEndsAt: endsAt } = snapshot;
  if (startsAt === null || endsAt === null || isTakenOver === true) return null;
  const reader = { locale, timeZone };

  return common("time.dayRange", {
    day: formatShortDay(startsAt, reader, writtenAt(snapshot)),
    ...range({ startsAt, endsAt }, reader),
  });
}

function range(
  { startsAt, endsAt }: Span,
  reader: Pick<AppointmentSnapshot, "locale" | "timeZone">,
): { from: string; to: string } {
  return { from: formatTime(startsAt, reader), to: formatTime(endsAt, reader) };
}

/** A deadline on the venue's clock, and on the reader's where that says something else. */
export function deadlineTime(
  snapshot: AppointmentSnapshot,
  instant: string,
  common: Translate,
): string {
  const { locale, timeZone, readerTimeZone, branch } = snapshot;
  const at = (zone: string) =>
    common("time.dayAt", {
      day: formatDay(instant, { locale, timeZone: zone }, writtenAt(snapshot)),
      time: formatTime(instant, { locale, timeZone: zone }),
    });
  if (sameWallClock(instant, timeZone, readerTimeZone)) return at(timeZone);

  return translator(locale, "customer")("ownClock", {
    when: at(timeZone),
    city: branch.city,
    own: at(readerTimeZone),
  });
}

/** An appointment in person leads with the venue's clock; the reader's own follows where it differs. */
export function otherZone(snapshot: AppointmentSnapshot): string | null {
  const { locale, startsAt, timeZone, readerTimeZone, branch } = snapshot;
  if (sameWallClock(startsAt, timeZone, readerTimeZone)) return null;
  const reader = { locale, timeZone: readerTimeZone };

  return translator(locale, "customer")("otherZone", {
    city: branch.city,
    day: formatShortDay(startsAt, reader, writtenAt(snapshot)),
    time: formatTime(startsAt, reader),
    zone: formatZone(startsAt, reader),
  });
}
