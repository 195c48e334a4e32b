import { beforeEach, describe, expect, it } from "vitest";

import { AbsenceOutdated } from "@/lib/absences/errors";
import { recordAbsenceSchema, toSeen } from "@/lib/absences/schema";
import { getAbsence } from "@/lib/absences/service/get-absence";
import { listAbsences, previewAbsence } from "@/lib/absences/service/preview-absence";
import { recordAbsence } from "@/lib/absences/service/record-absence";
import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { EndsBeforeStart } from "@/lib/staff/errors";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  STARTS_AT,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const lena = () => salon.staffIds[0];
const mehmet = () => salon.staffIds[1];
const hoursLater = (hours: number) => new Date(STARTS_AT.getTime() + hours * 3_600_000);
const days = { firstDay: "2027-03-10", lastDay: "2027-03-11" };
const query = () => ({ staffId: lena(), range: "days" as const, ...days });

/** What the page posts as it was when it was made. */
async function form(more: Record<string, string> = {}) {
  const { appointments } = await previewAbsence(ctx(), query());

  return recordAbsenceSchema.parse({
    timeOffId: crypto.randomUUID(),
    staffId: lena(),
    ...days,
    message: "Lena ist verhindert.",
    ...Object.fromEntries(
      appointments.flatMap((one) => [
        [`seen.${one.id}`, toSeen(one)],
        [`choice.${one.id}`, "ask"],
      ]),
    ),
    ...more,
  });
}

describe("whom an absence concerns", () => {
  it("are the customers of that time, each with a choice that suits", async () => {
    const free = await createAppointment(salon);
    const taken = await createAppointment(salon, { startsAt: hoursLater(2) });
    await createAppointment(salon, { startsAt: hoursLater(2), staffId: mehmet() });
    await createAppointment(salon, { startsAt: hoursLater(4), status: "no_show" });
    await createAppointment(salon, { startsAt: hoursLater(48) });

    expect(await previewAbsence(ctx(), query())).toMatchObject({
      staff: { name: "Lena Hofmann" },
      days,
      appointments: [
        { id: free, preset: { choice: "move", toStaffId: mehmet() } },
        { id: taken, preset: { choice: "ask" } },
      ],
    });
  });

  it("do not count a colleague as free who needs the time around another appointment", async () => {
    await createAppointment(salon);
    const before = await createAppointment(salon, { startsAt: hoursLater(-1), staffId: mehmet() });
    await owner.query("update appointments set buffer_after_minutes = 30 where id = $1", [before]);

    expect((await previewAbsence(ctx(), query())).appointments[0]?.free).toEqual([]);
  });
});

describe("recording an absence", () => {
  it("closes the calendar and writes each decision down, once for the same form", async () => {
    const id = await createAppointment(salon);
    const input = await form({ reason: "Krankheit" });
    await Promise.all([recordAbsence(ctx(), input), recordAbsence(ctx(), input)]);

    expect(
      await stored(
        "select starts_at, ends_at, reason from staff_time_off where staff_id = $1",
        lena(),
      ),
    ).toEqual([
      {
        starts_at: new Date("2027-03-09T23:00:00Z"),
        ends_at: new Date("2027-03-11T23:00:00Z"),
        reason: "Krankheit",
      },
    ]);
    expect(
      await stored(
        "select data from activity_log where event = 'absence_recorded' and company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ data: { name: "Lena Hofmann", days: "2027-03-10/2027-03-11", count: 1 } }]);
    expect(await getAbsence(ctx(), input.timeOffId)).toMatchObject({
      staff: { name: "Lena Hofmann" },
      cases: [{ appointmentId: id, choice: "ask", outcome: "open", wasAt: STARTS_AT }],
      undecided: [],
    });
    expect((await listAbsences(ctx())).absences).toMatchObject([
      { id: input.timeOffId, openCount: 1, refusedCount: 0 },
    ]);
  });

  it("writes nothing when somebody has booked, changed or asked since the page was made", async () => {
    const id = await createAppointment(salon);
    const early = await form();
    const asked = { appointmentId: id, version: 1, reason: "" };
    await askNewTime(as(salon.companyId, salon.owner), asked);
    await expect(recordAbsence(ctx(), early)).rejects.toThrow(AbsenceOutdated);
    const late = await form();
    await createAppointment(salon, { startsAt: hoursLater(3) });
    await expect(recordAbsence(ctx(), late)).rejects.toThrow(AbsenceOutdated);

    expect(await stored("select from staff_time_off where staff_id = $1", lena())).toEqual([]);
  });

  it("shows whom somebody has booked into it all the same", async () => {
    const input = await form();
    await recordAbsence(ctx(), input);
    const id = await createAppointment(salon);

    expect((await getAbsence(ctx(), input.timeOffId)).undecided).toMatchObject([{ id }]);
  });

  it("names to a manager none who was booked into it in another branch", async () => {
    const potsdam = await createBranch(salon);
    const { companyId, branchId } = salon;
    const input = await form();
    await recordAbsence(ctx(), input);
    await createAppointment({ ...potsdam, staffIds: salon.staffIds });
    const manager = as(companyId, await addMember(companyId, "manager", { branchId }));

    expect((await getAbsence(ctx(), input.timeOffId)).undecided).toHaveLength(1);
    expect((await getAbsence(manager, input.timeOffId)).undecided).toEqual([]);
  });

  it("is in sight until it is over", async () => {
    await createAppointment(salon);
    const input = await form();
    await recordAbsence(ctx(), input);
    const at = async (now: string) =>
      (await listAbsences(as(salon.companyId, salon.owner, new Date(now)))).absences.length;

    expect(await at("2027-03-11T22:59:00Z")).toBe(1);
    expect(await at("2027-03-11T23:00:00Z")).toBe(0);
  });

  it("remembers where an appointment was when it was recorded, however often it has moved", async () => {
    const id = await createAppointment(salon, { startsAt: hoursLater(-1) });
    const move = (version: number, startsAt: Date) =>
      rescheduleAppointment(ctx(), {
        ...{ appointmentId: id, version, startsAt, staffId: lena(), reason: "Auf Wunsch" },
        ...{ holdId: undefined, notify: true },
      });
    await move(1, STARTS_AT);
    const input = await form();
    await recordAbsence(ctx(), input);
    await move(2, hoursLater(48));
    await move(3, hoursLater(72));

    expect((await getAbsence(ctx(), input.timeOffId)).cases).toMatchObject([
      { startsAt: hoursLater(72), wasAt: STARTS_AT },
    ]);
  });

  it("ends after it has begun", async () => {
    await expect(recordAbsence(ctx(), await form({ lastDay: "2027-03-09" }))).rejects.toThrow(
      EndsBeforeStart,
    );
  });

  it("is for owners and admins, for managers in their branch, and in one company alone", async () => {
    const potsdam = await createBranch(salon);
    const elsewhere = await createSalon();
    const { companyId, branchId } = salon;
    const manager = async (at: string) =>
      as(companyId, await addMember(companyId, "manager", { branchId: at }));
    const staff = as(companyId, await addMember(companyId, "staff", { staffId: lena() }));
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    await createAppointment(salon);
    const input = await form();
    await recordAbsence(await manager(branchId), input);

    expect(await listAbsences(await manager(branchId))).toMatchObject({
      staff: [{ name: "Lena Hofmann" }, { name: "Mehmet Aydın" }],
      absences: [{ id: input.timeOffId }],
    });
    expect(await listAbsences(await manager(potsdam.branchId))).toMatchObject({
      staff: [{ name: "Paul Winter" }, { name: "Petra Sommer" }],
      absences: [],
    });
    for (const other of [await manager(potsdam.branchId), stranger]) {
      await expect(previewAbsence(other, query())).rejects.toThrow(NotFound);
      await expect(recordAbsence(other, input)).rejects.toThrow(NotFound);
      await expect(getAbsence(other, input.timeOffId)).rejects.toThrow(NotFound);
    }
    await expect(previewAbsence(staff, query())).rejects.toThrow(NotAllowed);
    await expect(recordAbsence(staff, input)).rejects.toThrow(NotAllowed);
    expect(() => listAbsences(staff)).toThrow(NotAllowed);
    expect(() => getAbsence(staff, input.timeOffId)).toThrow(NotAllowed);
  });
});
