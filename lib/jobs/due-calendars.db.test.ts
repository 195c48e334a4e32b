import { beforeEach, expect, it } from "vitest";

import { countTroubledCalendars } from "@/lib/jobs/due-calendars";
import { connect } from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { createAppointment, createSalon, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  await owner.query(
    "update calcom_connections set status = 'disconnected', api_key = null, stop_reason = null",
  );
  salon = await createSalon();
  await connect(salon, "http://127.0.0.1:9");
  const tomorrow = new Date(Date.now() + 86_400_000);
  await createAppointment(salon, { startsAt: tomorrow });
});

it("a calendar that a moment's work waits for is in no trouble", async () => {
  expect(await countTroubledCalendars()).toBe(0);
});

it.each([
  [
    "stopped",
    "update calcom_connections set status = 'stopped', stop_reason = 'x' where company_id = $1",
  ],
  [
    "interrupted",
    "update calcom_connections set breaker_state = 'open', breaker_opened_at = now() where company_id = $1",
  ],
  [
    "late",
    "update calcom_sync_queue set created_at = now() - interval '16 minutes' where company_id = $1",
  ],
  [
    "given up for an appointment to come",
    "update appointments set calcom_sync_status = 'failed' where company_id = $1",
  ],
])("a calendar is in trouble that is %s", async (_what, happen) => {
  await owner.query(happen, [salon.companyId]);

  expect(await countTroubledCalendars()).toBe(1);
});

it("what was given up for an appointment that is over troubles nobody any more", async () => {
  const yesterday = new Date(Date.now() - 86_400_000);
  const over = await createAppointment(salon, { startsAt: yesterday });
  await owner.query("update appointments set calcom_sync_status = 'failed' where id = $1", [over]);

  expect(await countTroubledCalendars()).toBe(0);
});
