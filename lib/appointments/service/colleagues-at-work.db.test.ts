import { beforeEach, describe, expect, it } from "vitest";

import { listReassignable } from "@/lib/appointments/service/reassign-appointments";
import { owner } from "@/tests/support/database";
import {
  as,
  createAppointment,
  createBranch,
  createSalon,
  NOW,
  type TestSalon,
} from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
  await createAppointment(salon);
});

const mehmet = () => salon.staffIds[1];
const close = (branchId: string | null, first: string, last: string) =>
  owner.query(
    "insert into closures (company_id, branch_id, name, first_day, last_day) values ($1, $2, 'Inventur', $3, $4)",
    [salon.companyId, branchId, first, last],
  );
async function free(): Promise<string[]> {
  const { companyId, staffIds, owner: member } = salon;
  const [listed] = await as(companyId, member).transaction((db) =>
    listReassignable(db, { companyId, staffId: staffIds[0], now: NOW }),
  );

  return listed!.free.map(({ id }) => id);
}

describe("a colleague who could take an appointment over", () => {
  it("works through hours that touch, and not across a break", async () => {
    await owner.query(
      "update staff_working_hours set closes_minute = 10 * 60 + 15 where staff_id = $1",
      [mehmet()],
    );
    expect(await free()).toEqual([]);
    await owner.query(
      `insert into staff_working_hours (company_id, staff_id, weekday, opens_minute, closes_minute)
       values ($1, $2, 3, 10 * 60 + 15, 17 * 60)`,
      [salon.companyId, mehmet()],
    );
    expect(await free()).toEqual([mehmet()]);
    await owner.query(
      "update staff_working_hours set opens_minute = 10 * 60 + 20 where staff_id = $1 and weekday = 3 and opens_minute > 540",
      [mehmet()],
    );
    expect(await free()).toEqual([]);
  });

  it("is nobody on a day that the company or the branch is closed", async () => {
    await close(null, "2027-03-11", "2027-03-12");
    await close(salon.branchId, "2027-03-01", "2027-03-09");
    await close((await createBranch(salon)).branchId, "2027-03-10", "2027-03-10");
    expect(await free()).toEqual([mehmet()]);
    await close(salon.branchId, "2027-03-10", "2027-03-10");
    expect(await free()).toEqual([]);
    await owner.query("update closures set branch_id = null where branch_id is not null");
    expect(await free()).toEqual([]);
  });
});
