import { beforeEach, describe, expect, it } from "vitest";

import { NameTaken } from "@/lib/catalogue/errors";
import { changeServiceSchema, newServiceSchema } from "@/lib/catalogue/schema";
import {
  changeService,
  createService,
  getService,
  listServices,
} from "@/lib/catalogue/service/services";
import { SettingsChanged } from "@/lib/companies/errors";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import {
  addMember,
  as,
  createAppointment,
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
  name: "Farbe",
  durationMinutes: "90",
  bufferBeforeMinutes: "5",
  bufferAfterMinutes: "15",
  price: "79,50",
  stepMinutes: "30",
  colour: "teal",
  isSelfService: "off",
};
const newService = (more = {}) => newServiceSchema.parse({ ...form, ...more });
const change = (more: Record<string, string> = {}, version = 1) =>
  changeServiceSchema.parse({
    ...form,
    serviceId: salon.serviceId,
    isActive: "on",
    version,
    ...more,
  });

describe("a service", () => {
  it("is added with the time around it, and listed for this company alone", async () => {
    const elsewhere = await createSalon();
    const id = await createService(ctx(), newService());

    await expect(getService(ctx(), id)).resolves.toMatchObject({
      name: "Farbe",
      durationMinutes: 90,
      bufferBeforeMinutes: 5,
      bufferAfterMinutes: 15,
      priceMinor: 7950,
      stepMinutes: 30,
      colour: "teal",
      isSelfService: false,
      isActive: true,
      version: 1,
      staffCount: 0,
    });
    const names = async (company: TestSalon) =>
      (await listServices(as(company.companyId, company.owner))).map(({ name }) => name);
    expect(await names(salon)).toEqual(["Damenhaarschnitt", "Farbe"]);
    expect(await names(elsewhere)).toEqual(["Damenhaarschnitt"]);
    await expect(getService(as(elsewhere.companyId, elsewhere.owner), id)).rejects.toThrow(
      NotFound,
    );
  });

  it("changes for new bookings, and leaves agreed appointments as they are", async () => {
    const appointmentId = await createAppointment(salon);
    await changeService(ctx(), change());

    expect(
      await stored(
        "select price_minor, buffer_after_minutes from appointments where id = $1",
        appointmentId,
      ),
    ).toEqual([{ price_minor: 4900, buffer_after_minutes: 0 }]);
    expect(
      await stored(
        "select event, data, actor_name from activity_log where subject_id = $1",
        salon.serviceId,
      ),
    ).toEqual([{ event: "service_changed", data: { name: "Farbe" }, actor_name: "Jana Richter" }]);
  });

  it("is no longer offered, and its name is free again", async () => {
    await changeService(ctx(), change({ isActive: "off" }));

    await expect(createService(ctx(), newService())).resolves.toBeTypeOf("string");
    await expect(changeService(ctx(), change({ isActive: "on" }, 2))).rejects.toThrow(NameTaken);
  });

  it("shares its name with no other one on offer, in whatever case", async () => {
    const taken = createService(ctx(), newService({ name: "damenHAARschnitt" }));

    await expect(taken).rejects.toThrow(NameTaken);
    await expect(taken).rejects.toMatchObject({ issues: [{ path: ["name"] }] });
  });

  it("is changed by the first of two who saw the same", async () => {
    const outcomes = await behindLock({ table: "services", id: salon.serviceId, waiting: 2 }, () =>
      Promise.allSettled([
        changeService(ctx(), change({ price: "10" })),
        changeService(ctx(), change({ price: "20", isSelfService: "on" })),
      ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    expect(await stored("select version from services where id = $1", salon.serviceId)).toEqual([
      { version: 2 },
    ]);
  });

  it("is shown to who comes second as it stands now", async () => {
    await changeService(ctx(), change({ price: "10" }));

    await expect(
      changeService(ctx(), change({ price: "20", isSelfService: "on" })),
    ).rejects.toMatchObject({
      params: { name: "Jana Richter", minutes: 0 },
      details: { version: 2 },
      issues: [
        { path: ["price"], message: "now-stored", params: { value: "10.00" } },
        { path: ["isSelfService"], message: "now-no" },
      ],
    });
  });

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const asManager = as(salon.companyId, manager);

    await expect(listServices(asManager)).rejects.toThrow(NotAllowed);
    await expect(createService(asManager, newService())).rejects.toThrow(NotAllowed);
    await expect(changeService(asManager, change())).rejects.toThrow(NotAllowed);
    await expect(changeService(as(elsewhere.companyId, elsewhere.owner), change())).rejects.toThrow(
      NotFound,
    );
  });

  it.each([
    ["price", "1.234,50"],
    ["price", "-1"],
    ["durationMinutes", "4"],
    ["durationMinutes", ""],
    ["bufferAfterMinutes", "241"],
    ["stepMinutes", "7"],
    ["colour", "magenta"],
    ["name", "x"],
  ])("does not take %s of “%s”", (field, value) => {
    expect(newServiceSchema.safeParse({ ...form, [field]: value }).error?.issues).toMatchObject([
      { path: [field] },
    ]);
  });
});
