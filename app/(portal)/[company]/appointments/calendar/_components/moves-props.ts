import type { Calendar } from "@/lib/calendar/service/list-calendar";
import { REACH } from "@/lib/tenancy/roles";
import type { CalendarPage } from "@/lib/web/calendar-page";

import type { DropWords } from "./drop-words";

const OWN = ["done", "undo", "undone", "undoReason", "dismiss", "open"] as const;
const IN_DIALOG = [
  ...(["title", "with", "reason", "reasonHint", "notify", "noMail", "submit", "pending"] as const),
  ...(["keep", "nearest", "conflict", "needsReason", "page"] as const),
  ...(["occupied", "occupiedBy", "instead"] as const),
];
/** What is known only when something is dropped stands as its own gap until then. */
const GAPS = Object.fromEntries(
  ["name", "staff", "when", "day", "from", "to"].map((key) => [key, `{${key}}`]),
);

/** What the browser needs to let a calendar be changed with the mouse. */
export function movesProps(page: CalendarPage, { columns, hours, timeZone }: Calendar) {
  const { calendar, common, locale, company, home, member } = page;

  return {
    columns: columns.map(({ key, staff, clock }) => ({ key, staff, clock })),
    events: columns.flatMap(({ events }) => events).filter(({ canMove }) => canMove),
    hours,
    company: company.slug,
    base: `${home}/appointments`,
    reader: { locale, timeZone },
    mayOverride: REACH["override-limits"][member.role] !== "none",
    words: {
      ...Object.fromEntries(OWN.map((key) => [key, calendar(key, GAPS)])),
      ...Object.fromEntries(IN_DIALOG.map((key) => [key, calendar(`drop.${key}`, GAPS)])),
      when: common("time.dayRange", GAPS),
      reference: common("problem.reference"),
      optional: common("field.optional"),
      before: common("change.old"),
      after: common("change.new"),
    } as DropWords,
  };
}
