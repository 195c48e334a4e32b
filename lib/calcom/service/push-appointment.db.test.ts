import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { settleDrift } from "@/lib/calcom/service/settle-drift";
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
import { as, createAppointment, NOW, STARTS_AT, stored } from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: ConnectedSalon;

beforeAll(async () => {
  calendar = await startCalendar(() => NOW);
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createConnectedSalon(calendar);
});

const hours = (count: number) => new Date(STARTS_AT.getTime() + count * 3_600_000);
const sync = () =>
  syncCompany(asCalendar(salon, NOW), { deadline: new Date(Date.now() + 20_000), poll: true });

describe("an appointment that is told", () => {
  it("is made once, also when its answer was lost until nobody tried again, and a person sends it anew", async () => {
    const id = await createAppointment(salon);
    calendar.faults.add({ kind: "lost", method: "POST", count: 1 });
    calendar.faults.add({ kind: "status", status: 503, method: "GET", count: 0 });
    await owner.query("update calcom_sync_queue set max_attempts = 1 where appointment_id = $1", [
      id,
    ]);
    await sync();
    expect(await syncOf(id)).toMatchObject({ syncStatus: "failed", uid: null });
    calendar.faults.clear();
    await settleDrift(as(salon.companyId, salon.owner), {
      ...{ appointmentId: id, version: 1, side: "ours" },
    });
    await sync();

    expect(inCalendar(calendar)).toHaveLength(1);
    expect(await syncOf(id)).toMatchObject({ syncStatus: "synced", syncedVersion: 1 });
  });

  it("takes the person's own event type before one of the service for everybody", async () => {
    await owner.query(
      "update calcom_event_types set staff_id = null where company_id = $1 and event_type_id = 202",
      [salon.companyId],
    );
    await createAppointment(salon);
    await createAppointment(salon, { startsAt: hours(2), staffId: salon.staffIds[1] });
    await sync();

    expect(inCalendar(calendar).map(({ eventTypeId }) => eventTypeId)).toEqual([201, 202]);
  });

  it("is put before a person where the calendar has given it to somebody else", async () => {
    await owner.query(
      "update calcom_hosts set email_normalised = 'vertretung@example.org' where staff_id = $1",
      [salon.staffIds[0]],
    );
    const id = await createAppointment(salon);
    await sync();

    expect(await syncOf(id)).toMatchObject({ syncStatus: "manual_review", error: "other-host" });
    const problems = "select problem from calcom_reviews where appointment_id = $1";
    expect(await stored(problems, id)).toEqual([{ problem: "other-host" }]);
    expect(inCalendar(calendar)).toHaveLength(1);
  });
});
