import { Temporal } from "temporal-polyfill";

/** When a company reminds its customers; minutes are wall-clock minutes of the customer's zone. */
export type ReminderRules = {
  hours: number;
  /** Equal to `quietUntilMinute`: no quiet hours. */
  quietFromMinute: number;
  quietUntilMinute: number;
  timeZone: string;
};

/** What falls into quiet hours is moved to so much before they begin: a job takes its time. */
const BEFORE_QUIET_MINUTES = 15;
/** Whoever has just been told of a time needs no reminder of it. */
const JUST_TOLD_MS = 2 * 3_600_000;

/** When the reminder of an appointment is due: never in quiet hours, and never later for their sake. */
export function reminderTime(startsAt: Date, rules: ReminderRules): Date {
  const at = local(new Date(startsAt.getTime() - rules.hours * 3_600_000), rules.timeZone);
  if (!isQuiet(at, rules)) return new Date(at.epochMilliseconds);

  const minute = at.hour * 60 + at.minute;
  const evening = minute >= rules.quietFromMinute ? at : at.subtract({ days: 1 });
  const begins = evening.withPlainTime({
    hour: Math.floor(rules.quietFromMinute / 60),
    minute: rules.quietFromMinute % 60,
  });

  return new Date(begins.subtract({ minutes: BEFORE_QUIET_MINUTES }).epochMilliseconds);
}

/**
 * What to do about an appointment's reminder at `now`. There is `none` where the customer was told of
 * this time less than two hours ago, and after the reminder would have been due; a reminder that is late
 * waits for the end of quiet hours.
 */
export function decideReminder(
  { startsAt, toldAt, now }: { startsAt: Date; toldAt: Date; now: Date },
  rules: ReminderRules,
): "wait" | "send" | "none" {
  const at = reminderTime(startsAt, rules);
  if (now < at) return "wait";
  if (toldAt > at && now.getTime() - toldAt.getTime() < JUST_TOLD_MS) return "none";

  return isQuiet(local(now, rules.timeZone), rules) ? "wait" : "send";
}

function local(at: Date, timeZone: string): Temporal.ZonedDateTime {
  return Temporal.Instant.fromEpochMilliseconds(at.getTime()).toZonedDateTimeISO(timeZone);
}

function isQuiet(
  at: Temporal.ZonedDateTime,
  { quietFromMinute: from, quietUntilMinute: until }: ReminderRules,
): boolean {
  const minute = at.hour * 60 + at.minute;

  return from <= until ? from <= minute && minute < until : minute >= from || minute < until;
}
