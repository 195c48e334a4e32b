import "server-only";

import { findJob } from "@/lib/jobs/jobs";
import { type JobResult, runJob } from "@/lib/jobs/run-job";
import { env } from "@/lib/platform/env";
import { equalSecrets } from "@/lib/platform/secrets";

const STATUS: Record<JobResult["status"], number> = {
  succeeded: 200,
  failed: 500,
  "already-running": 409,
};

/** Runs a job for whoever brings the secret; 401 comes before 404, so that nobody lists jobs. */
export async function cronRoute(request: Request, name: string): Promise<Response> {
  const authorization = request.headers.get("authorization") ?? "";
  if (!equalSecrets(authorization, `Bearer ${env().CRON_SECRET}`)) {
    return Response.json({ code: "unauthorized" }, { status: 401 });
  }
  const job = findJob(name);
  if (job === null) return Response.json({ code: "unknown-job" }, { status: 404 });

  const isDryRun = new URL(request.url).searchParams.get("dryRun") === "1";
  if (isDryRun && !job.hasDryRun) {
    return Response.json({ code: "no-dry-run", job: name }, { status: 400 });
  }
  const result = await runJob(job, { isDryRun });

  return Response.json({ job: name, isDryRun, ...result }, { status: STATUS[result.status] });
}
