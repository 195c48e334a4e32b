import "server-only";

import { countTroubledCalendars } from "@/lib/jobs/due-calendars";
import { readJobs } from "@/lib/jobs/read-jobs";
import { log } from "@/lib/platform/log";
import { findChannelPause } from "@/lib/platform/queue/channel";
import { newestAppliedMigration } from "@/lib/platform/readiness";

/**
 * Alive is answering at all; ready is having a database with our tables in it. Degraded still serves
 * everybody, so it answers 200: a job that should have run has not, or failed, mail is held back, or
 * a company's calendar is out of step.
 */
export async function healthRoute(): Promise<Response> {
  try {
    const migration = await newestAppliedMigration();
    const jobs = migration === null ? [] : await readJobs();
    const lateJobs = jobs.filter(({ state }) => state === "late").map(({ name }) => name);
    const failingJobs = jobs.filter(({ state }) => state === "failing").map(({ name }) => name);
    const pause = migration === null ? null : await findChannelPause();
    const mailPaused = pause?.isInForce === true ? pause.kind : null;
    const calendarsInTrouble = migration === null ? 0 : await countTroubledCalendars();
    const isDegraded =
      lateJobs.length + failingJobs.length + calendarsInTrouble > 0 || mailPaused !== null;

    return Response.json({
      status: isDegraded ? "degraded" : "ok",
      live: true,
      ready: migration !== null,
      migration,
      lateJobs,
      failingJobs,
      mailPaused,
      calendarsInTrouble,
    });
  } catch (error) {
    log().error({ err: error }, "not ready");

    return Response.json(
      { status: "down", live: true, ready: false, migration: null },
      { status: 503 },
    );
  }
}
