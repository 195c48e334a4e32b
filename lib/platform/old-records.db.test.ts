import { expect, it } from "vitest";

import { deleteOldRecords } from "@/lib/platform/old-records";
import { owner } from "@/tests/support/database";
import { createAccount, stored } from "@/tests/support/salon";

it("deletes what is older than the days that are kept, and a dry run only counts it", async () => {
  const userId = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  await deleteOldRecords(30, { isDryRun: false });
  for (const [age, name] of [
    ["31 days", "alt"],
    ["29 days", "jung"],
  ]) {
    await owner.query(
      `insert into cron_runs (job, started_at, lease_until, finished_at, outcome)
       values ($2, now() - $1::interval, now(), now() - $1::interval, 'succeeded')`,
      [age, name],
    );
    await owner.query(
      "insert into user_sessions (user_id, expires_at, user_agent) values ($3, now() - $1::interval, $2)",
      [age, name, userId],
    );
    await owner.query(
      "insert into sign_in_failures (cause, created_at, user_agent) values ('password', now() - $1::interval, $2)",
      [age, name],
    );
    await owner.query(
      `insert into password_resets (email_normalised, token_hash, expires_at)
       values ($2::text, sha256(convert_to($2::text, 'UTF8')), now() - $1::interval)`,
      [age, name],
    );
    await owner.query(
      `insert into account_email_queue (kind, user_id, status, next_attempt_at, last_error)
       values ('second_factor_off', $2, 'cancelled', null, $1)`,
      [name, userId],
    );
    await owner.query(
      "update account_email_queue set settled_at = now() - $1::interval where last_error = $2",
      [age, name],
    );
  }
  await owner.query(
    "insert into user_sessions (user_id, expires_at, user_agent) values ($1, now() + interval '1 day', 'offen')",
    [userId],
  );
  const expected = {
    ...{ cronRuns: 1, sessions: 1, signInFailures: 1, passwordResets: 1 },
    accountNotices: 1,
  };

  await expect(deleteOldRecords(30, { isDryRun: true })).resolves.toMatchObject(expected);
  await expect(deleteOldRecords(30, { isDryRun: false })).resolves.toMatchObject(expected);
  await expect(deleteOldRecords(30, { isDryRun: true })).resolves.toMatchObject({ cronRuns: 0 });
  expect(
    await stored("select user_agent from user_sessions where user_id = $1 order by 1", userId),
  ).toEqual([{ user_agent: "jung" }, { user_agent: "offen" }]);
});
