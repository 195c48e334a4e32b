import { type Say, shortDayAndRange } from "@/components/appointment/when-text";
import type { Occupant, Person } from "@/lib/appointments/schema";
import type { CalendarEvent } from "@/lib/calendar/schema";
import type { Reader } from "@/lib/shared/format";
import type { Problem } from "@/lib/shared/problem";

/** A time somewhere else for an appointment. */
export type Wish = { event: CalendarEvent; startsAt: string; staff: Person };

/** The sentences of what a drop leads to; names and times are put in where they are known. */
export type DropWords = Record<
  | (
      | "title"
      | "with"
      | "reason"
      | "reasonHint"
      | "notify"
      | "noMail"
      | "submit"
      | "pending"
      | "keep"
    )
  | ("occupied" | "occupiedBy" | "instead")
  | ("nearest" | "conflict" | "needsReason" | "page" | "done" | "undo" | "undone" | "undoReason")
  | ("dismiss" | "open" | "when" | "reference" | "optional" | "before" | "after"),
  string
>;

/** A sentence with its names and times. */
export function filled(sentence: string, values: Record<string, string | number>): string {
  return sentence.replace(/\{(\w+)\}/g, (gap, key: string) => String(values[key] ?? gap));
}

/** `Do, 26. November, 14:30–15:15 Uhr`: where an appointment would be, as long as it is now. */
export function whenOf(
  { event, startsAt }: Pick<Wish, "event" | "startsAt">,
  { reader, words }: { reader: Reader; words: DropWords },
): string {
  const takes = Date.parse(event.endsAt) - Date.parse(event.startsAt);

  return rangeOf({ startsAt, endsAt: new Date(Date.parse(startsAt) + takes) }, { reader, words });
}

/** A refused drop in words: of a time that is taken whose it is, because it may have stood there all along. */
export function refusalOf(
  { problem, wish }: { problem: Problem; wish: Wish },
  { reader, words }: { reader: Reader; words: DropWords },
): Problem {
  if (problem.code !== "slot-taken") return problem;
  const staff = wish.staff.name;
  const { occupant } = problem.details as { occupant: Occupant | null };
  if (occupant === null) return { ...problem, detail: filled(words.occupied, { staff }) };
  const when = rangeOf(occupant, { reader, words });

  return { ...problem, detail: filled(words.occupiedBy, { staff, name: occupant.customer, when }) };
}

function rangeOf(
  { startsAt, endsAt }: { startsAt: string; endsAt: string | Date },
  { reader, words }: { reader: Reader; words: DropWords },
): string {
  const common: Say = (_key, values = {}) => filled(words.when, values);

  return shortDayAndRange({ startsAt, endsAt }, { reader, now: new Date(), common });
}
