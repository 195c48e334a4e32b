import { Temporal } from "temporal-polyfill";
import { afterEach, beforeEach, describe, expect, it, vi } from "vitest";

import { checkTimeZones } from "@/lib/companies/service/check-time-zones";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

afterEach(() => {
  vi.restoreAllMocks();
});

const live = (zone: string) =>
  owner.query("update customers set time_zone = $2 where company_id = $1", [salon.companyId, zone]);

describe("the time-zone data of server and database", () => {
  it("agrees on where this company lives, and knows what has been decided", async () => {
    await expect(checkTimeZones(as(salon.companyId, salon.owner))).resolves.toEqual({
      disagreeing: [],
      outdated: [],
    });
  });

  it("is compared for the customers' zones: old data of the server shows there", async () => {
    await live("Asia/Kolkata");
    const ofInstants = Temporal.Instant.prototype;
    const real = Object.getOwnPropertyDescriptor(ofInstants, "toZonedDateTimeISO")
      ?.value as typeof ofInstants.toZonedDateTimeISO;
    vi.spyOn(ofInstants, "toZonedDateTimeISO").mockImplementation(function (
      this: Temporal.Instant,
      zone,
    ) {
      return real.call(this, zone === "Asia/Kolkata" ? "Asia/Karachi" : zone);
    });
    const { disagreeing } = await checkTimeZones(as(salon.companyId, salon.owner));

    expect(disagreeing).toEqual([
      { zone: "Asia/Kolkata", at: expect.any(Date) as Date, server: 300, database: 330 },
    ]);
  });

  it("is for those who see operations", async () => {
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });

    for (const member of [staff, manager]) {
      await expect(checkTimeZones(as(salon.companyId, member))).rejects.toThrow(NotAllowed);
    }
  });
});
