import { expect, it } from "vitest";

import { cleanUpCalendars } from "@/lib/jobs/cleanup-calendars";
import { owner } from "@/tests/support/database";
import { createAppointment, createSalon, stored } from "@/tests/support/salon";

it("deletes what was settled more than 30 days ago, in every company, and a dry run only counts it", async () => {
  for (const salon of [await createSalon(), await createSalon()]) {
    const appointmentId = await createAppointment(salon);
    for (const [age, status] of [
      ["31 days", "unchanged"],
      ["29 days", "quarantined"],
    ]) {
      await owner.query(
        `insert into calcom_webhooks (company_id, body_hash, body, status, reason, next_attempt_at, processed_at)
         values ($1, sha256(convert_to($2::text, 'UTF8')), '{}', $3, 'x', null, now() - $2::interval)`,
        [salon.companyId, age, status],
      );
      await owner.query(
        `insert into calcom_sync_queue (company_id, appointment_id, version, status, next_attempt_at, settled_at)
         values ($1, $2, 1, 'sent', null, now() - $3::interval)`,
        [salon.companyId, appointmentId, age],
      );
    }
    await owner.query(
      "insert into calcom_sync_queue (company_id, appointment_id, version) values ($1, $2, 2)",
      [salon.companyId, appointmentId],
    );
  }
  const expected = { calendarMessages: 2, calendarNews: 2 };
  const soon = { deadline: new Date(Date.now() + 60_000) };

  await expect(cleanUpCalendars({ ...soon, isDryRun: true })).resolves.toEqual(expected);
  await expect(cleanUpCalendars({ ...soon, isDryRun: false })).resolves.toEqual(expected);
  await expect(cleanUpCalendars({ ...soon, isDryRun: false })).resolves.toEqual({
    ...{ calendarMessages: 0, calendarNews: 0 },
  });
  expect(await stored("select status from calcom_webhooks")).toEqual([
    { status: "quarantined" },
    { status: "quarantined" },
  ]);
  expect(await stored("select from calcom_sync_queue")).toHaveLength(4);
});
