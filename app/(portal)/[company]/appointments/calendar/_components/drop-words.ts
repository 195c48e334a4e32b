import { type Say, shortDayAndRange } from "@/components/appointment/when-text";
import type { Person } from "@/lib/appointments/schema";
import type { CalendarEvent } from "@/lib/calendar/schema";
import type { Reader } from "@/lib/shared/format";

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
  const endsAt = new Date(Date.parse(startsAt) + takes);

  const common: Say = (_key, values = {}) => filled(words.when, values);

  return shortDayAndRange({ startsAt, endsAt }, { reader, now: new Date(), common });
}
