import "server-only";

import { createHash } from "node:crypto";

import type { Person } from "@/lib/appointments/schema";
import { openRanges } from "@/lib/availability/rules";
import { inLanes, shownHours, stretchOf } from "@/lib/calendar/rules";
import type { CalendarColumn, CalendarEvent, CalendarQuery, Stretch } from "@/lib/calendar/schema";
import { choosePeople } from "@/lib/calendar/service/choose-people";
import { dayClock, daysLater, mondayOf, startOfDay } from "@/lib/calendar/service/day-clock";
import { loadEvents } from "@/lib/calendar/service/load-events";
import { loadPeople, type PersonAtWork } from "@/lib/calendar/service/load-people";
import { localDate } from "@/lib/shared/format";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed } from "@/lib/tenancy/errors";

const DAY_MS = 86_400_000;
const WEEK_DAYS = 7;

export type Calendar = {
  view: CalendarQuery["view"];
  firstDay: string;
  /** The last one that is shown. */
  lastDay: string;
  previousDay: string;
  nextDay: string;
  timeZone: string;
  /** What is chosen, after what the member may see. */
  branchId: string | null;
  staffId: string | null;
  hours: Stretch;
  columns: CalendarColumn[];
  choices: { branches: Person[]; staff: Person[] };
  /** Another one as soon as anything of what is shown has changed. */
  mark: string;
};

/**
 * A day of a branch with a column for each of its people, or a week of one person with a column for
 * each day. What is not the member's to see is as if it were not there: another branch or person is
 * chosen for them.
 *
 * @throws NotAllowed for anybody but a member
 */
export async function listCalendar(
  ctx: TenantContext,
  query: CalendarQuery,
  companyZone: string,
): Promise<Calendar> {
  const member = ctx.actor;
  if (member.kind !== "member") throw new NotAllowed();
  const day = query.day ?? localDate(ctx.now, companyZone);
  const first = query.view === "week" ? mondayOf(day) : day;
  const length = query.view === "week" ? WEEK_DAYS : 1;
  const days = Array.from({ length }, (_day, index) => daysLater(first, index));

  return ctx.transaction(async (db) => {
    // Whatever zone the branch turns out to be in: no two are more than a day apart.
    const around = {
      from: new Date(Date.parse(first) - DAY_MS),
      until: new Date(Date.parse(first) + (length + 1) * DAY_MS),
    };
    const people = await loadPeople(ctx, db, { member, ...around });
    const chosen = choosePeople(query, member, people);
    const timeZone = chosen.people[0]?.timeZone ?? companyZone;
    const window = {
      from: startOfDay(first, timeZone),
      until: startOfDay(daysLater(first, length), timeZone),
    };
    const events =
      chosen.whose === null ? [] : await loadEvents(ctx, db, { ...chosen.whose, ...window });
    const columns = toColumns({ days, people: chosen.people, events, timeZone });
    const worthShowing = columns.filter((column) => length === 1 || isWorthShowing(column));

    return {
      view: query.view,
      firstDay: first,
      lastDay: worthShowing.at(-1)?.day ?? first,
      previousDay: daysLater(first, -length),
      nextDay: daysLater(first, length),
      timeZone,
      branchId: chosen.branchId,
      staffId: chosen.staffId,
      hours: shownHours(columns),
      columns: worthShowing,
      choices: {
        branches: [...new Map(people.map(({ branch }) => [branch.id, branch])).values()],
        staff: people.map(({ id, name }) => ({ id, name })),
      },
      mark: createHash("sha256").update(JSON.stringify(columns)).digest("base64url").slice(0, 16),
    };
  });
}

type Shown = {
  days: string[];
  people: PersonAtWork[];
  events: CalendarEvent[];
  timeZone: string;
};

/** Somebody who works here no more has a column as long as they have appointments. */
function toColumns({ days, people, events, timeZone }: Shown): CalendarColumn[] {
  const strangers = new Map(
    events
      .filter(({ staff }) => people.every(({ id }) => id !== staff.id))
      .map(({ staff }) => [staff.id, { ...staff, workingHours: [], away: [] }]),
  );

  return days.flatMap((day) => {
    const clock = dayClock(day, timeZone);
    const range = {
      from: startOfDay(day, timeZone),
      until: startOfDay(daysLater(day, 1), timeZone),
    };
    const placed = <Of extends { startsAt: Date | string; endsAt: Date | string }>(of: Of) => {
      const stretch = stretchOf(clock, of);

      return stretch === null ? [] : [{ ...of, ...stretch }];
    };

    return [...people, ...strangers.values()].map(({ id, name, workingHours, away }) => ({
      key: `${day}_${id}`,
      day,
      staff: { id, name },
      clock,
      open: openRanges({ timeZone, workingHours, from: range.from, until: range.until }).flatMap(
        (open) => stretchOf(clock, open) ?? [],
      ),
      away: away.flatMap((absence) =>
        placed(absence).map(({ from, to }) => ({ from, to, name: absence.name })),
      ),
      events: inLanes(events.filter(({ staff }) => staff.id === id).flatMap(placed)),
    }));
  });
}

/** A day of a week on which nobody works and nothing is planned is left out, on weekends. */
function isWorthShowing({ day, open, events }: CalendarColumn): boolean {
  const isWeekend = [0, 6].includes(new Date(day).getUTCDay());

  return !isWeekend || open.length > 0 || events.length > 0;
}
