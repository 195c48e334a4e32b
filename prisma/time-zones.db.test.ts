import { beforeAll, describe, expect, it } from "vitest";

import { timeZoneSchema } from "@/lib/shared/schema";
import { attackAs, owner } from "@/tests/support/database";
import { createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeAll(async () => {
  salon = await createSalon();
});

const isZone = async (zone: string) =>
  (await stored("select is_time_zone($1) as known", zone))[0]?.["known"];

describe("a time zone", () => {
  it("is every one that somebody can choose", async () => {
    const [unknown] = await stored(
      "select array_agg(zone) as zones from unnest($1::text[]) zone where not is_time_zone(zone)",
      Intl.supportedValuesOf("timeZone"),
    );

    expect(unknown).toEqual({ zones: null });
  });

  it.each(["UTC", "Etc/GMT+12", "EST5EDT", "America/Port-au-Prince", "GB-Eire", "europe/berlin"])(
    "is %s",
    async (zone) => {
      expect([await isZone(zone), timeZoneSchema.safeParse(zone).success]).toEqual([true, true]);
    },
  );

  it.each([
    "",
    "Mars/X",
    "Mars5",
    "Mars/X5",
    "+02:00",
    "2",
    "CEST",
    "Europe/Berlin; --",
    "interval",
  ])("is not '%s'", async (zone) => {
    expect([await isZone(zone), timeZoneSchema.safeParse(zone).success]).toEqual([false, false]);
  });

  it("is asked for without changing anybody's clock", async () => {
    const { rows } = await owner.query(
      "select is_time_zone('Asia/Tokyo') as known, current_setting('timezone') as zone",
    );

    expect(rows).toEqual([{ known: true, zone: (await stored("show timezone"))[0]?.["TimeZone"] }]);
  });
});

describe("past the services", () => {
  it.each(["customers", "branches", "companies", "users"])(
    "%s live in none that is unknown",
    async (table) => {
      const set = `update ${table} set time_zone = $1`;

      expect(await attackAs(salon.companyId, set, ["Mars/X"])).toBe("23514");
      expect(await attackAs(salon.companyId, set, ["Asia/Tokyo"])).toBe("let through");
    },
  );
});
