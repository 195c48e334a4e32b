import "server-only";

import { log } from "@/lib/platform/log";
import { newestAppliedMigration } from "@/lib/platform/readiness";

/** Alive is answering at all; ready is having a database with our tables in it. */
export async function healthRoute(): Promise<Response> {
  try {
    const migration = await newestAppliedMigration();

    return Response.json({ live: true, ready: migration !== null, migration });
  } catch (error) {
    log().error({ err: error }, "not ready");

    return Response.json({ live: true, ready: false, migration: null }, { status: 503 });
  }
}
