import { beforeEach, describe, expect, it } from "vitest";

import { cancelSchema } from "@/lib/appointments/schema";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { calendarQuerySchema } from "@/lib/calendar/schema";
import { listCalendar } from "@/lib/calendar/service/list-calendar";
import type { Actor, Member } from "@/lib/tenancy/actor";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createBranch,
  createSalon,
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

describe("a day", () => {
  it("has a column for everybody of a branch, with hours and appointments by the clock on the wall", async () => {
    const { columns, hours, choices, branchId } = await calendar();

    expect(columns.map(({ staff }) => staff.name)).toEqual(["Lena Hofmann", "Mehmet Aydın"]);
    expect(columns[0]).toMatchObject({
      day: "2027-03-10",
      open: [{ from: 540, to: 1020 }],
      away: [],
      events: [
        {
          id: lenas,
          version: 1,
          from: 600,
          to: 645,
          lane: 0,
          lanes: 1,
          canMove: true,
          stepMinutes: 15,
        },
      ],
    });
    expect(hours).toEqual({ from: 540, to: 1020 });
    expect(branchId).toBe(salon.branchId);
    expect(choices.branches.map(({ name }) => name)).toEqual(["Berlin", "Potsdam"]);
    expect(choices.staff).toHaveLength(4);
  });

  it("begins with what goes on from the evening before", async () => {
    const startsAt = new Date("2027-03-09T22:30:00Z");
    const late = await createAppointment(salon, { startsAt });

    expect(await shown()).toEqual([
      ["Lena Hofmann", late, lenas],
      ["Mehmet Aydın", mehmets],
    ]);
  });

  it("is today's unless another is asked for; what is no day asks for nothing", async () => {
    expect((await calendar({ day: "gestern" })).firstDay).toBe("2027-03-01");
  });

  it("shows no cancelled appointment, and none of another day", async () => {
    const cancelled = await createAppointment(salon, {
      startsAt: new Date("2027-03-10T13:00:00Z"),
    });
    await cancelAppointment(
      as(salon.companyId, salon.owner),
      cancelSchema.parse({ appointmentId: cancelled, version: 1 }),
    );
    await createAppointment(salon, { startsAt: new Date("2027-03-11T09:00:00Z") });

    expect(await shown()).toEqual([
      ["Lena Hofmann", lenas],
      ["Mehmet Aydın", mehmets],
    ]);
  });

  it("tells time off and closed days, these by name", async () => {
    const { companyId, staffIds } = salon;
    await owner.query(
      "insert into staff_time_off (company_id, staff_id, starts_at, ends_at) values ($1, $2, $3, $4)",
      [companyId, staffIds[0], "2027-03-10T12:00:00Z", "2027-03-10T14:00:00Z"],
    );
    await owner.query(
      "insert into closures (company_id, name, first_day, last_day) values ($1, 'Inventur', '2027-03-10', '2027-03-10')",
      [companyId],
    );
    const { columns } = await calendar();

    expect(columns[0]!.away).toEqual([
      { from: 780, to: 900, name: null },
      { from: 0, to: 1440, name: "Inventur" },
    ]);
    expect(columns[1]!.away).toEqual([{ from: 0, to: 1440, name: "Inventur" }]);
  });

  it("keeps a column for somebody who has stopped where they had appointments", async () => {
    const paul = potsdam.staffIds[1];
    const was = await createAppointment(potsdam, {
      staffId: paul,
      startsAt: new Date("2026-11-18T09:00:00Z"),
      status: "completed",
    });
    await owner.query("update staff set is_active = false where id = $1", [paul]);
    const { branchId } = potsdam;

    expect(await shown({ branchId, day: "2026-11-18" })).toEqual([
      ["Petra Sommer"],
      ["Paul Winter", was],
    ]);
    expect(await shown({ branchId })).toEqual([["Petra Sommer", petras]]);
  });
});

describe("a week", () => {
  it("is one person's, from Monday on, without a weekend on which nothing happens", async () => {
    const week = await calendar({ view: "week", staffId: potsdam.staffIds[0] });

    expect(week).toMatchObject({
      firstDay: "2027-03-08",
      lastDay: "2027-03-12",
      previousDay: "2027-03-01",
      nextDay: "2027-03-15",
      staffId: potsdam.staffIds[0],
    });
    expect(week.columns.map(({ day }) => day.slice(8))).toEqual(["08", "09", "10", "11", "12"]);
    expect(week.columns[2]!.events.map(({ id }) => id)).toEqual([petras]);
  });

  it("keeps the hours on the wall when the clocks change", async () => {
    const before = await createAppointment(salon, { startsAt: new Date("2027-03-26T09:00:00Z") });
    const sunday = await createAppointment(salon, { startsAt: new Date("2027-03-28T08:00:00Z") });
    const week = await calendar({ view: "week", day: "2027-03-28", staffId: salon.staffIds[0] });
    const placed = week.columns.flatMap(({ events }) => events.map(({ id, from }) => [id, from]));

    expect(placed).toEqual([
      [before, 600],
      [sunday, 600],
    ]);
    expect(week.columns.at(-1)).toMatchObject({
      day: "2027-03-28",
      clock: { change: { after: 120, skips: 60 } },
    });
    expect((await calendar({ day: "2027-10-31" })).columns[0]!.clock.change).toEqual({
      after: 180,
      skips: -60,
    });
  });
});

it("has another mark once something of it has changed", async () => {
  const { mark } = await calendar();
  expect((await calendar()).mark).toBe(mark);
  await createAppointment(salon, { startsAt: new Date(STARTS_AT.getTime() + 4 * 3_600_000) });

  expect((await calendar()).mark).not.toBe(mark);
});
