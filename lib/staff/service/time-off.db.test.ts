import { beforeEach, describe, expect, it } from "vitest";

import { EndsBeforeStart } from "@/lib/staff/errors";
import { closureSchema, timeOffSchema } from "@/lib/staff/schema";
import { addClosure, listClosures, removeClosure } from "@/lib/staff/service/closures";
import { getStaff } from "@/lib/staff/service/get-staff";
import { addTimeOff, removeTimeOff } from "@/lib/staff/service/time-off";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
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
const days = (more: Record<string, string> = {}) =>
  timeOffSchema.parse({
    staffId: salon.staffIds[0],
    firstDay: "2027-03-10",
    lastDay: "2027-03-12",
    ...more,
  });

describe("time off", () => {
  it("counts the appointments that fall into it, and those alone", async () => {
    const elsewhere = await createBranch(salon);
    await createAppointment(salon);
    await createAppointment(salon, { startsAt: new Date("2027-03-13T09:00:00Z") });
    await createAppointment(elsewhere);
    await addTimeOff(ctx(), days({ reason: "Fortbildung" }));

    expect((await getStaff(ctx(), salon.staffIds[0])).timeOff).toEqual([
      {
        id: expect.any(String) as string,
        startsAt: new Date("2027-03-09T23:00:00Z"),
        endsAt: new Date("2027-03-12T23:00:00Z"),
        reason: "Fortbildung",
        appointmentCount: 1,
        firstAppointmentAt: STARTS_AT,
      },
    ]);
  });

  it("is written once by a form that is sent twice", async () => {
    await behindLock({ table: "staff", id: salon.staffIds[0], waiting: 2 }, () =>
      Promise.all([1, 2].map(() => addTimeOff(ctx(), days({ reason: "Kur" })))),
    );
    await addTimeOff(ctx(), days({ reason: "Fortbildung" }));

    expect((await getStaff(ctx(), salon.staffIds[0])).timeOff).toHaveLength(2);
    const log = "select from activity_log where event = 'time_off_added' and company_id = $1";
    expect(await stored(log, salon.companyId)).toHaveLength(2);
  });

  it("may overlap other time off, and is removed once", async () => {
    await addTimeOff(ctx(), days());
    await addTimeOff(ctx(), days({ lastDay: "2027-03-10", until: "12:00" }));
    const [first] = (await getStaff(ctx(), salon.staffIds[0])).timeOff;
    const removed = { staffId: salon.staffIds[0], timeOffId: first!.id };
    await removeTimeOff(ctx(), removed);

    expect((await getStaff(ctx(), salon.staffIds[0])).timeOff).toHaveLength(1);
    await expect(removeTimeOff(ctx(), removed)).rejects.toThrow(NotFound);
    expect(
      await stored(
        "select event from activity_log where subject_id = $1 order by id",
        salon.staffIds[0],
      ),
    ).toEqual([
      { event: "time_off_added" },
      { event: "time_off_added" },
      { event: "time_off_removed" },
    ]);
  });

  it.each([{ lastDay: "2027-03-09" }, { lastDay: "2027-03-10", from: "12:00", until: "12:00" }])(
    "ends after it has begun: not %o",
    async (more) => {
      await expect(addTimeOff(ctx(), days(more))).rejects.toThrow(EndsBeforeStart);
    },
  );

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const member = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    await addTimeOff(ctx(), days());
    const [entry] = (await getStaff(ctx(), salon.staffIds[0])).timeOff;
    const removed = { staffId: salon.staffIds[0], timeOffId: entry!.id };

    await expect(addTimeOff(as(salon.companyId, member), days())).rejects.toThrow(NotAllowed);
    await expect(removeTimeOff(as(salon.companyId, member), removed)).rejects.toThrow(NotAllowed);
    await expect(addTimeOff(stranger, days())).rejects.toThrow(NotFound);
    await expect(removeTimeOff(stranger, removed)).rejects.toThrow(NotFound);
  });

  it("is not removed as another person's, whose log would tell it", async () => {
    await addTimeOff(ctx(), days());
    const [entry] = (await getStaff(ctx(), salon.staffIds[0])).timeOff;
    const removed = { staffId: salon.staffIds[1], timeOffId: entry!.id };

    await expect(removeTimeOff(ctx(), removed)).rejects.toThrow(NotFound);
  });
});

describe("closing days", () => {
  const closure = (more: Record<string, string> = {}) =>
    closureSchema.parse({
      name: "Betriebsferien",
      firstDay: "2027-03-10",
      lastDay: "2027-03-11",
      branchId: "",
      ...more,
    });

  it("are written once by a form that is sent twice", async () => {
    await Promise.all([1, 2, 3].map(() => addClosure(ctx(), closure())));
    await addClosure(ctx(), closure({ branchId: salon.branchId }));

    await expect(listClosures(ctx())).resolves.toHaveLength(2);
    const log = "select from activity_log where event = 'closure_added' and company_id = $1";
    expect(await stored(log, salon.companyId)).toHaveLength(2);
  });

  it("count the appointments of the places that they close", async () => {
    const potsdam = await createBranch(salon);
    await createAppointment(salon);
    await createAppointment(potsdam);
    await addClosure(ctx(), closure());
    await addClosure(ctx(), closure({ name: "Umzug", branchId: potsdam.branchId }));
    await addClosure(
      ctx(),
      closure({ name: "Früher", firstDay: "2027-02-01", lastDay: "2027-02-28" }),
    );

    await expect(listClosures(ctx())).resolves.toEqual([
      expect.objectContaining({
        name: "Betriebsferien",
        branch: null,
        firstDay: "2027-03-10",
        lastDay: "2027-03-11",
        appointmentCount: 2,
      }),
      expect.objectContaining({ name: "Umzug", branch: "Potsdam", appointmentCount: 1 }),
    ]);
  });

  it("close from the first midnight to the one after the last day, on the clock of the place", async () => {
    const evening = (day: string, time: string) =>
      createAppointment(salon, { startsAt: new Date(`${day}T${time}:00Z`) });
    await evening("2027-03-09", "22:00");
    await evening("2027-03-11", "22:00");
    await evening("2027-03-11", "23:00");
    await addClosure(ctx(), closure());

    await expect(listClosures(ctx())).resolves.toMatchObject([{ appointmentCount: 1 }]);
  });

  it("are removed once, by those who set up the company, in theirs alone", async () => {
    const elsewhere = await createSalon();
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const manager = as(
      salon.companyId,
      await addMember(salon.companyId, "manager", { branchId: salon.branchId }),
    );
    await addClosure(ctx(), closure());
    const [entry] = await listClosures(ctx());

    await expect(listClosures(manager)).rejects.toThrow(NotAllowed);
    await expect(addClosure(manager, closure())).rejects.toThrow(NotAllowed);
    await expect(removeClosure(manager, entry!.id)).rejects.toThrow(NotAllowed);
    await expect(removeClosure(stranger, entry!.id)).rejects.toThrow(NotFound);
    await expect(addClosure(stranger, closure({ branchId: salon.branchId }))).rejects.toThrow(
      NotFound,
    );
    await removeClosure(ctx(), entry!.id);
    await expect(removeClosure(ctx(), entry!.id)).rejects.toThrow(NotFound);
  });

  it.each([
    ["2027-03-09", "ends-before-start"],
    ["2028-12-31", "longer-than-a-year"],
  ])("do not last until %s", (lastDay, message) => {
    const input = { name: "Ferien", firstDay: "2027-03-10", lastDay };

    expect(closureSchema.safeParse(input).error?.issues).toMatchObject([
      { path: ["lastDay"], message },
    ]);
  });
});
