import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { disconnectCalendar } from "@/lib/calcom/service/disconnect-calendar";
import { syncCompany } from "@/lib/calcom/service/sync-company";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  inCalendar,
  startCalendar,
  syncOf,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { as, createAppointment, STARTS_AT, stored } from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: ConnectedSalon;
let appointmentId: string;

const NOW = new Date("2027-03-01T08:00:00Z");
const later = new Date(STARTS_AT.getTime() + 3 * 3_600_000);
const sync = () =>
  syncCompany(asCalendar(salon, NOW), { deadline: new Date(Date.now() + 20_000), poll: true });
const reviews = () =>
  stored("select problem, status from calcom_reviews where company_id = $1", salon.companyId);
const moveThere = (startsAt: Date) => {
  const [booking] = inCalendar(calendar);
  calendar.byHand.move(booking!.uid, { start: startsAt.toISOString() });

  return sync();
};

beforeAll(async () => {
  calendar = await startCalendar(() => NOW);
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createConnectedSalon(calendar);
  appointmentId = await createAppointment(salon);
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

  it("is over when there is no other side any more", async () => {
    await owner.query(
      `insert into calcom_reviews (company_id, booking_uid, problem) values ($1, 'u', 'no-host')`,
      [salon.companyId],
    );
    await disconnectCalendar(as(salon.companyId, salon.owner), { version: 1 });

    expect(await syncOf(appointmentId)).toMatchObject({ syncStatus: "not_connected" });
    expect((await reviews()).map(({ status }) => status)).toEqual(["settled", "settled"]);
  });
});
