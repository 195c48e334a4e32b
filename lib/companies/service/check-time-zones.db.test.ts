import { beforeEach, describe, expect, it } from "vitest";

import { checkTimeZones } from "@/lib/companies/service/check-time-zones";
import { NotAllowed } from "@/lib/tenancy/errors";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
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

  it("is compared for the customers' zones: PostgreSQL reads this one the other way round", async () => {
    // POSIX counts west, ISO 8601 counts east, and "Etc/GMT+5" is read by both: a zone of its own that
    // only PostgreSQL misreads stands for data that is out of date.
    await live("Etc/GMT+5");
    await expect(checkTimeZones(as(salon.companyId, salon.owner))).resolves.toHaveProperty(
      "disagreeing",
      [],
    );
    await live("+05:00");
    const { disagreeing } = await checkTimeZones(as(salon.companyId, salon.owner));

    expect(disagreeing).toEqual([
      { zone: "+05:00", at: expect.any(Date) as Date, server: 300, database: -300 },
    ]);
  });

  it("is for those who see operations", async () => {
    const staff = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });

    await expect(checkTimeZones(as(salon.companyId, staff))).rejects.toThrow(NotAllowed);
  });
});
