import { beforeEach, describe, expect, it } from "vitest";

import { SettingsChanged } from "@/lib/companies/errors";
import { BranchClosed, StaffInUse } from "@/lib/staff/errors";
import { changeStaffSchema, newStaffSchema } from "@/lib/staff/schema";
import { createStaff } from "@/lib/staff/service/create-staff";
import { getStaff, listStaff } from "@/lib/staff/service/get-staff";
import { changeStaff } from "@/lib/staff/service/staff";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { asApp, owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const change = (more: Record<string, string> = {}, version = 1) =>
  changeStaffSchema.parse({
    ...{ staffId: salon.staffIds[0], version, name: "Lena Hofmann" },
    ...{ branchId: salon.branchId, isActive: "on" },
    [`service.${salon.serviceId}`]: "on",
    ...more,
  });

describe("somebody in the calendar", () => {
  it("is added to a branch, and gets services", async () => {
    const id = await createStaff(
      ctx(),
      newStaffSchema.parse({ name: "Nora Neu", branchId: salon.branchId }),
    );
    await changeStaff(ctx(), change({ staffId: id, name: "Nora Neumann" }));

    await expect(getStaff(ctx(), id)).resolves.toMatchObject({
      name: "Nora Neumann",
      version: 2,
      isActive: true,
      services: [salon.serviceId],
      hours: [],
      timeOff: [],
    });
    await expect(listStaff(ctx())).resolves.toMatchObject([
      { name: "Lena Hofmann", serviceCount: 1, weeklyMinutes: 5 * 8 * 60 },
      { name: "Mehmet Aydın" },
      { name: "Nora Neumann", serviceCount: 1, weeklyMinutes: 0, branch: { name: "Berlin" } },
    ]);
  });

  it("performs what is ticked and nothing else", async () => {
    await changeStaff(
      ctx(),
      changeStaffSchema.parse({
        staffId: salon.staffIds[0],
        version: 1,
        name: "Lena Hofmann",
        branchId: salon.branchId,
        isActive: "on",
      }),
    );

    expect((await getStaff(ctx(), salon.staffIds[0])).services).toEqual([]);
    expect((await getStaff(ctx(), salon.staffIds[1])).services).toEqual([salon.serviceId]);
  });

  it("stops once nothing is to come, and says what is", async () => {
    await createAppointment(salon);
    const stopping = changeStaff(ctx(), change({ isActive: "off" }));

    await expect(stopping).rejects.toThrow(StaffInUse);
    await expect(stopping).rejects.toMatchObject({ params: { appointments: 1 } });
    await changeStaff(ctx(), change({ staffId: salon.staffIds[1], isActive: "off" }));
    expect(await stored("select is_active from staff where id = $1", salon.staffIds[1])).toEqual([
      { is_active: false },
    ]);
  });

  it("gets no appointment any more, not even by SQL", async () => {
    await owner.query("update staff set is_active = false where id = $1", [salon.staffIds[0]]);

    await expect(createAppointment(salon)).rejects.toMatchObject({ code: "PV009" });
  });

  it("works in no closed branch, and in none of another company", async () => {
    const elsewhere = await createSalon();
    const other = await createBranch(salon);
    await owner.query("update staff set is_active = false where branch_id = $1", [other.branchId]);
    await owner.query("update branches set is_active = false where id = $1", [other.branchId]);

    await expect(changeStaff(ctx(), change({ branchId: other.branchId }))).rejects.toThrow(
      BranchClosed,
    );
    await expect(
      changeStaff(ctx(), change({ staffId: other.staffIds[0], branchId: other.branchId })),
    ).rejects.toThrow(BranchClosed);
    await expect(
      changeStaff(ctx(), change({ [`service.${elsewhere.serviceId}`]: "on" })),
    ).rejects.toThrow(NotFound);
    await expect(changeStaff(as(elsewhere.companyId, elsewhere.owner), change())).rejects.toThrow(
      NotFound,
    );
    await expect(
      getStaff(as(elsewhere.companyId, elsewhere.owner), salon.staffIds[0]),
    ).rejects.toThrow(NotFound);
  });

  it("is changed by the first of two, and the other one is told", async () => {
    const outcomes = await behindLock({ table: "staff", id: salon.staffIds[0], waiting: 2 }, () =>
      Promise.allSettled([
        changeStaff(ctx(), change({ name: "Lena Groß" })),
        changeStaff(ctx(), change({ name: "Lena Klein" })),
      ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    expect(refused[0]?.reason).toMatchObject({ issues: [{ path: ["name"] }] });
  });

  it("is nothing for a manager to set up", async () => {
    const member = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const manager = as(salon.companyId, member);

    await expect(listStaff(manager)).rejects.toThrow(NotAllowed);
    await expect(changeStaff(manager, change())).rejects.toThrow(NotAllowed);
    await expect(createStaff(manager, { name: "X Y", branchId: salon.branchId })).rejects.toThrow(
      NotAllowed,
    );
  });

  it("cannot stop by SQL past the service while appointments are to come", async () => {
    await createAppointment(salon);

    await expect(
      asApp(salon.companyId, (client) =>
        client.query("update staff set is_active = false where id = $1", [salon.staffIds[0]]),
      ),
    ).rejects.toMatchObject({ code: "PV008" });
  });
});
