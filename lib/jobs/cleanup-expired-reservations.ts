import "server-only";

import type { JobCounts } from "@/lib/jobs/run-job";
import { createContext, findDue } from "@/lib/tenancy/context";

const SYSTEM = { kind: "system", name: "cleanup-expired-reservations" } as const;

/** Overdue holds become `expired`, and the database frees their claims with them. */
export async function cleanUpReservations({
  isDryRun,
  deadline,
}: {
  isDryRun: boolean;
  deadline: Date;
}): Promise<JobCounts> {
  const companies = await findDue(
    (db) => db.$queryRaw`
      select distinct company_id as "companyId" from appointment_reservations
      where status = 'active' and expires_at <= now()`,
  );
  let expired = 0;

  for (const companyId of companies) {
    if (Date.now() > deadline.getTime()) break;
    expired += await createContext(companyId, SYSTEM).transaction((db) =>
      isDryRun
        ? db.appointmentReservation.count({
            where: { companyId, status: "active", expiresAt: { lte: new Date() } },
          })
        : db.$executeRaw`
            update appointment_reservations set status = 'expired'
            where company_id = ${companyId}::uuid and status = 'active' and expires_at <= now()`,
    );
  }

  return { expired };
}
