import { beforeEach, describe, expect, it } from "vitest";

import { calendarQuerySchema } from "@/lib/calendar/schema";
import { listCalendar } from "@/lib/calendar/service/list-calendar";
import type { Actor, Member } from "@/lib/tenancy/actor";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  linkHolder,
  STARTS_AT,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;
let potsdam: TestSalon;
let lenas: string;
let mehmets: string;
let petras: string;

beforeEach(async () => {
  salon = await createSalon();
  potsdam = await createBranch(salon);
  lenas = await createAppointment(salon);
  mehmets = await createAppointment(salon, { staffId: salon.staffIds[1], status: "pending" });
  petras = await createAppointment(potsdam);
});

const calendar = (query: Record<string, string> = {}, actor: Actor = salon.owner) =>
  listCalendar(
    as(salon.companyId, actor),
    calendarQuerySchema.parse({ day: "2027-03-10", ...query }),
    "Europe/Berlin",
  );
const shown = async (query: Record<string, string> = {}, member: Member = salon.owner) =>
  (await calendar(query, member)).columns.map(({ staff, events }) => [
    staff.name,
    ...events.map(({ id }) => id),
  ]);

describe("who sees which calendar", () => {
  it("is the branch for a manager, also when they ask for another", async () => {
    const { branchId } = potsdam;
    const manager = await addMember(salon.companyId, "manager", { branchId });
    const theirs = [["Paul Winter"], ["Petra Sommer", petras]];

    expect(await shown({}, manager)).toEqual(theirs);
    expect(await shown({ branchId: salon.branchId }, manager)).toEqual(theirs);
    const week = await calendar({ view: "week", staffId: salon.staffIds[0] }, manager);
    expect(week.columns.flatMap(({ events }) => events.map(({ id }) => id))).not.toContain(lenas);
  });

  it("is their branch's part for a manager where somebody works in another one as well", async () => {
    const { branchId, staffIds } = potsdam;
    const manager = await addMember(salon.companyId, "manager", { branchId });
    const startsAt = new Date("2027-03-11T09:00:00Z");
    const away = await createAppointment({ ...salon, staffIds }, { startsAt });
    const week = { view: "week", staffId: staffIds[0] };

    expect((await shown(week, manager)).flat()).not.toContain(away);
    expect((await shown(week, manager)).flat()).toContain(petras);
    expect((await shown(week)).flat()).toContain(away);
  });

  it("is closed on the days of its branch, and not on those of another", async () => {
    await owner.query(
      `insert into closures (company_id, branch_id, name, first_day, last_day)
       values ($1, $2, 'Inventur', '2027-03-10', '2027-03-10')`,
      [salon.companyId, potsdam.branchId],
    );
    const away = async (branchId: string) =>
      (await calendar({ branchId })).columns.map((column) => column.away.length);

    expect(await away(salon.branchId)).toEqual([0, 0]);
    expect(await away(potsdam.branchId)).toEqual([1, 1]);
  });

  it("offers to move what has not begun, and nothing else", async () => {
    const at = async (now: Date) =>
      (
        await listCalendar(
          as(salon.companyId, salon.owner, now),
          calendarQuerySchema.parse({ day: "2027-03-10", branchId: salon.branchId }),
          "Europe/Berlin",
        )
      ).columns.flatMap(({ events }) => events.map(({ canMove }) => canMove));

    expect(await at(new Date(STARTS_AT.getTime() - 1))).toEqual([true, true]);
    expect(await at(STARTS_AT)).toEqual([false, false]);
  });

  it("is their own for staff, in a day and in a week, and nothing for those without", async () => {
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[1] });
    const apprentice = await addMember(salon.companyId, "staff", { branchId: salon.branchId });

    expect(await shown({ branchId: potsdam.branchId }, staff)).toEqual([["Mehmet Aydın", mehmets]]);
    expect(await shown({ staffId: salon.staffIds[0] }, staff)).toEqual([["Mehmet Aydın", mehmets]]);
    expect((await calendar({ view: "week" }, staff)).staffId).toBe(salon.staffIds[1]);
    expect(await shown({}, apprentice)).toEqual([]);
  });

  it("is nobody of another company, and nobody with a customer's link", async () => {
    const elsewhere = await createSalon();
    const ids = { branchId: elsewhere.branchId, staffId: elsewhere.staffIds[0] };
    await createAppointment(elsewhere);

    expect((await shown(ids)).flat()).toContain(lenas);
    expect((await calendar({ view: "week", ...ids })).staffId).not.toBe(elsewhere.staffIds[0]);
    await expect(calendar({}, linkHolder(salon, lenas))).rejects.toThrow(NotAllowed);
  });
});
