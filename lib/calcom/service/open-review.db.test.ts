import { beforeEach, describe, expect, it } from "vitest";

import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { settleDrift } from "@/lib/calcom/service/settle-drift";
import { inCalendar, syncOf } from "@/tests/support/calendar";
import { connectedSalon } from "@/tests/support/connected-salon";
import { owner } from "@/tests/support/database";
import { as, createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

const here = connectedSalon();
const { sync } = here;
let appointmentId: string;

const later = new Date(STARTS_AT.getTime() + 3 * 3_600_000);
const reviews = () =>
  stored("select problem, status from calcom_reviews where company_id = $1", here.salon.companyId);
const moveThere = (startsAt: Date) => {
  const [booking] = inCalendar(here.calendar);
  here.calendar.byHand.move(booking!.uid, { start: startsAt.toISOString() });

  return sync();
};

beforeEach(async () => {
  appointmentId = await createAppointment(here.salon);
  await sync();
  // A break here that Cal.com has not heard of: whatever is moved there onto it cannot be taken over.
  await owner.query(
    `insert into slot_claims (company_id, claimant_id, staff_id, during, appointment_id)
     select company_id, gen_random_uuid(), staff_id,
       tstzrange($2, $2::timestamptz + interval '1 hour'), gen_random_uuid()
     from appointments where id = $1`,
    [appointmentId, later],
  );
  await moveThere(later);
});

describe("what waits for a person", () => {
  it("waits once, however often it is looked at", async () => {
    await sync();

    expect(await syncOf(appointmentId)).toMatchObject({ version: 1, syncStatus: "manual_review" });
    expect(await reviews()).toEqual([{ problem: "overlap", status: "open" }]);
  });

  it("is over when both sides agree again by themselves", async () => {
    await moveThere(STARTS_AT);

    expect(await syncOf(appointmentId)).toMatchObject({ version: 1, syncStatus: "synced" });
    expect(await reviews()).toEqual([{ problem: "overlap", status: "settled" }]);
  });

  it("is over at once when a person says which side counts, and that it was them", async () => {
    const { companyId, owner: jana } = here.salon;
    await settleDrift(as(companyId, jana), { appointmentId, version: 1, side: "ours" });

    expect(await syncOf(appointmentId)).toMatchObject({ version: 1, syncStatus: "pending" });
    expect(
      await stored(
        "select status, decided_by from calcom_reviews where company_id = $1",
        companyId,
      ),
    ).toEqual([{ status: "settled", decided_by: jana.userId }]);
  });

  it("is over when there is no other side any more", async () => {
    await owner.query(
      `insert into calcom_reviews (company_id, booking_uid, problem) values ($1, 'u', 'no-host')`,
      [here.salon.companyId],
    );
    await disconnectCalendar(as(here.salon.companyId, here.salon.owner), { version: 1 });

    expect(await syncOf(appointmentId)).toMatchObject({ syncStatus: "not_connected" });
    expect((await reviews()).map(({ status }) => status)).toEqual(["settled", "settled"]);
  });
});
