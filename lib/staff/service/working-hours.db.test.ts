import { beforeEach, describe, expect, it } from "vitest";

import { SettingsChanged } from "@/lib/companies/errors";
import { HoursOverlap } from "@/lib/staff/errors";
import { workingHoursSchema } from "@/lib/staff/schema";
import { getStaff } from "@/lib/staff/service/get-staff";
import { changeWorkingHours } from "@/lib/staff/service/working-hours";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { asApp } from "@/tests/support/database";
import { addMember, as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const week = (fields: Record<string, string>, version = 1) =>
  workingHoursSchema.parse({ staffId: salon.staffIds[0], version, ...fields });

describe("changeWorkingHours", () => {
  it("sets a week anew, with a break and until midnight", async () => {
    await changeWorkingHours(
      ctx(),
      week({
        "opens.1.0": "09:00",
        "closes.1.0": "12:30",
        "opens.1.1": "12:30",
        "closes.1.1": "00:00",
        "opens.6.0": "",
        "closes.6.0": "",
      }),
    );

    expect((await getStaff(ctx(), salon.staffIds[0])).hours).toEqual([
      { weekday: 1, opensMinute: 540, closesMinute: 750 },
      { weekday: 1, opensMinute: 750, closesMinute: 1440 },
    ]);
    expect((await getStaff(ctx(), salon.staffIds[1])).hours).toHaveLength(5);
    expect(
      await stored("select event, data from activity_log where subject_id = $1", salon.staffIds[0]),
    ).toEqual([{ event: "working_hours_changed", data: { name: "Lena Hofmann" } }]);
  });

  it("refuses stretches that overlap, at the field, and keeps what there was", async () => {
    const overlap = changeWorkingHours(
      ctx(),
      week({
        "opens.2.0": "09:00",
        "closes.2.0": "12:31",
        "opens.2.1": "12:30",
        "closes.2.1": "18:00",
      }),
    );

    await expect(overlap).rejects.toThrow(HoursOverlap);
    await expect(overlap).rejects.toMatchObject({
      issues: [{ path: ["opens.2.1"], message: "hours-overlap" }],
    });
    expect((await getStaff(ctx(), salon.staffIds[0])).hours).toHaveLength(5);
  });

  it("cannot be led to overlaps by SQL past the service", async () => {
    await expect(
      asApp(salon.companyId, (client) =>
        client.query(
          "insert into staff_working_hours (company_id, staff_id, weekday, opens_minute, closes_minute) values ($1, $2, 1, 1019, 1100)",
          [salon.companyId, salon.staffIds[0]],
        ),
      ),
    ).rejects.toMatchObject({ code: "23P01", constraint: "staff_working_hours_no_overlap" });
  });

  it("lets one of two through who saw the same week", async () => {
    const { staffIds } = salon;
    const outcomes = await behindLock({ table: "staff", id: staffIds[0], waiting: 2 }, () =>
      Promise.allSettled(
        ["10:00", "11:00"].map((opens) =>
          changeWorkingHours(ctx(), week({ "opens.1.0": opens, "closes.1.0": "15:00" })),
        ),
      ),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    expect((await getStaff(ctx(), staffIds[0])).hours).toHaveLength(1);
  });

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const member = await addMember(salon.companyId, "staff", { staffId: salon.staffIds[0] });

    await expect(changeWorkingHours(as(salon.companyId, member), week({}))).rejects.toThrow(
      NotAllowed,
    );
    await expect(
      changeWorkingHours(as(elsewhere.companyId, elsewhere.owner), week({})),
    ).rejects.toThrow(NotFound);
  });

  it.each([
    [{ "opens.3.0": "09:00" }, "closes.3.0", "required"],
    [{ "closes.3.1": "09:00" }, "opens.3.1", "required"],
    [{ "opens.3.0": "9 Uhr", "closes.3.0": "10:00" }, "opens.3.0", "time"],
    [{ "opens.3.0": "10:00", "closes.3.0": "10:00" }, "closes.3.0", "ends-before-start"],
  ])("says at which field %o is wrong", (fields, field, message) => {
    const input = { staffId: salon.staffIds[0], version: 1, ...fields };

    expect(workingHoursSchema.safeParse(input).error?.issues).toMatchObject([
      { path: [field], message },
    ]);
  });
});
