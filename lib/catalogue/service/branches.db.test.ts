import { beforeEach, describe, expect, it } from "vitest";

import { BranchInUse, NameTaken } from "@/lib/catalogue/errors";
import { changeBranchSchema, newBranchSchema } from "@/lib/catalogue/schema";
import {
  changeBranch,
  createBranch,
  getBranch,
  listBranches,
} from "@/lib/catalogue/service/branches";
import { SettingsChanged } from "@/lib/companies/errors";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { asApp, owner } from "@/tests/support/database";
import {
  addMember,
  as,
  createAppointment,
  createBranch as insertBranch,
  createSalon,
  stored,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const form = {
  name: "Mitte",
  street: "Torstraße 1",
  postalCode: "10119",
  city: "Berlin",
  phone: "",
  email: "mitte@example.org",
  timeZone: "Europe/Berlin",
};
const change = (branchId: string, more: Record<string, string> = {}, version = 1) =>
  changeBranchSchema.parse({ ...form, branchId, isActive: "on", version, ...more });

describe("a branch", () => {
  it("is added, changed and listed for this company alone", async () => {
    const elsewhere = await createSalon();
    const id = await createBranch(ctx(), newBranchSchema.parse(form));
    await changeBranch(ctx(), change(id, { phone: "030 12" }));

    await expect(getBranch(ctx(), id)).resolves.toMatchObject({
      name: "Mitte",
      phone: "030 12",
      version: 2,
      staffCount: 0,
      appointmentCount: 0,
    });
    expect((await listBranches(ctx())).map(({ name }) => name)).toEqual(["Berlin", "Mitte"]);
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    await expect(getBranch(stranger, id)).rejects.toThrow(NotFound);
    await expect(changeBranch(stranger, change(id))).rejects.toThrow(NotFound);
    expect(
      await stored("select event from activity_log where subject_id = $1 order by id", id),
    ).toEqual([{ event: "branch_created" }, { event: "branch_changed" }]);
  });

  it("shares its name with no other open one", async () => {
    const taken = createBranch(ctx(), newBranchSchema.parse({ ...form, name: "BERLIN" }));

    await expect(taken).rejects.toThrow(NameTaken);
  });

  it("stays open while people work there or appointments are to come, and says which", async () => {
    await createAppointment(salon);
    const closing = changeBranch(ctx(), change(salon.branchId, { isActive: "off" }));

    await expect(closing).rejects.toThrow(BranchInUse);
    await expect(closing).rejects.toMatchObject({
      params: { staffCount: 2, staff: "Lena Hofmann, Mehmet Aydın", appointments: 1 },
    });
    expect(
      await stored("select is_active, version from branches where id = $1", salon.branchId),
    ).toEqual([{ is_active: true, version: 1 }]);
  });

  it("closes once nobody works there, and nobody begins there any more", async () => {
    const id = await createBranch(ctx(), newBranchSchema.parse(form));
    await changeBranch(ctx(), change(id, { isActive: "off" }));

    expect(
      await stored("select event from activity_log where subject_id = $1 order by id", id),
    ).toEqual([{ event: "branch_created" }, { event: "branch_closed" }]);
    await expect(
      asApp(salon.companyId, (client) =>
        client.query("update staff set branch_id = $1 where id = $2", [id, salon.staffIds[0]]),
      ),
    ).rejects.toMatchObject({ code: "PV009" });
  });

  it("takes its appointments ahead along when its clock is put right, and leaves those that are over", async () => {
    const soon = new Date(Date.now() + 30 * 86_400_000);
    const past = new Date(Date.now() - 30 * 86_400_000);
    const ahead = await createAppointment(salon, { startsAt: soon });
    const over = await createAppointment(salon, { startsAt: past });
    await changeBranch(ctx(), change(salon.branchId, { timeZone: "Europe/Lisbon" }));

    const clock = "select time_zone, version, starts_at from appointments where id = $1";
    expect(await stored(clock, ahead)).toEqual([
      { time_zone: "Europe/Lisbon", version: 1, starts_at: soon },
    ]);
    expect(await stored(clock, over)).toMatchObject([{ time_zone: "Europe/Berlin" }]);
  });

  it("was closed once, whatever is put right afterwards", async () => {
    const id = await createBranch(ctx(), newBranchSchema.parse(form));
    await changeBranch(ctx(), change(id, { isActive: "" }));
    await changeBranch(ctx(), change(id, { isActive: "", phone: "030 12" }, 2));

    const events = "select event from activity_log where subject_id = $1 order by created_at";
    expect((await stored(events, id)).map(({ event }) => event)).toEqual([
      "branch_created",
      "branch_closed",
      "branch_changed",
    ]);
  });

  it("is not closed by SQL past the service, either", async () => {
    const close = () =>
      asApp(salon.companyId, (client) =>
        client.query("update branches set is_active = false where id = $1", [salon.branchId]),
      );

    await expect(close()).rejects.toMatchObject({ code: "PV008" });
    await owner.query("update staff set is_active = false where branch_id = $1", [salon.branchId]);
    await close();
  });

  it("does not close beneath somebody who begins there at the same moment", async () => {
    const id = await createBranch(ctx(), newBranchSchema.parse(form));
    const client = await owner.connect();
    await client.query("begin");
    await client.query("update staff set branch_id = $1 where id = $2", [id, salon.staffIds[0]]);
    const closing = changeBranch(ctx(), change(id, { isActive: "off" })).catch(
      (error: unknown) => error,
    );
    await client.query("commit");
    client.release();

    expect(await closing).toBeInstanceOf(BranchInUse);
  });

  it("tells who comes second what stands there now", async () => {
    const { branchId } = await insertBranch(salon);
    await changeBranch(ctx(), change(branchId));
    const late = changeBranch(ctx(), change(branchId, { city: "Potsdam" }));

    await expect(late).rejects.toThrow(SettingsChanged);
    await expect(late).rejects.toMatchObject({
      issues: [{ path: ["city"], params: { value: "Berlin" } }],
    });
  });

  it.each(["manager", "staff"] as const)("is nothing for a %s to set up", async (role) => {
    const member = as(
      salon.companyId,
      await addMember(salon.companyId, role, { branchId: salon.branchId }),
    );

    await expect(listBranches(member)).rejects.toThrow(NotAllowed);
    await expect(createBranch(member, newBranchSchema.parse(form))).rejects.toThrow(NotAllowed);
    await expect(changeBranch(member, change(salon.branchId))).rejects.toThrow(NotAllowed);
  });
});
