import "server-only";

import type { CalendarQuery } from "@/lib/calendar/schema";
import type { Whose } from "@/lib/calendar/service/load-events";
import type { PersonAtWork } from "@/lib/calendar/service/load-people";
import type { Member } from "@/lib/tenancy/actor";
import { REACH } from "@/lib/tenancy/roles";

type Chosen = {
  branchId: string | null;
  staffId: string | null;
  people: PersonAtWork[];
  whose: Whose | null;
};

/** Of those whom a member may see, the ones whose columns are shown, and whose appointments stand in them. */
export function choosePeople(query: CalendarQuery, member: Member, people: PersonAtWork[]): Chosen {
  const reach = REACH["see-appointments"][member.role];
  const person = choosePerson(query, member, people);
  if (person === undefined) return { branchId: null, staffId: null, people: [], whose: null };
  const branchId = person.branch.id;
  if (query.view === "week" || reach === "own") {
    // Somebody of a manager's branch may have been booked in another one as well.
    const whose = { staffId: person.id, ...(reach === "branch" && { branchId }) };

    return { branchId, staffId: person.id, people: [person], whose };
  }
  const there = people.filter(({ branch }) => branch.id === branchId);

  return { branchId, staffId: null, people: there, whose: { branchId } };
}

/** Whoever is asked for, or somebody of the branch that is, or the member, or of their branch. */
function choosePerson(
  { view, staffId, branchId }: CalendarQuery,
  member: Member,
  people: PersonAtWork[],
): PersonAtWork | undefined {
  const wishes: ((person: PersonAtWork) => boolean)[] = [
    ({ id }) => view === "week" && id === staffId,
    ({ branch }) => branch.id === branchId,
    ({ id }) => id === member.staffId,
    ({ branch }) => branch.id === member.branchId,
    () => true,
  ];

  return wishes.map((wish) => people.find(wish)).find((person) => person !== undefined);
}
