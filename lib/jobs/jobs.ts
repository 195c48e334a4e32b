import "server-only";

import { cleanUpCalendars } from "@/lib/jobs/cleanup-calendars";
import { cleanUpInvitations } from "@/lib/jobs/cleanup-expired-invitations";
import { cleanUpReservations } from "@/lib/jobs/cleanup-expired-reservations";
import { cleanUpImports } from "@/lib/jobs/cleanup-imports";
import { cleanUpMails } from "@/lib/jobs/cleanup-mails";
import {
  drainAccountMails,
  drainAppointmentMails,
  drainInvitationMails,
} from "@/lib/jobs/drain-queues";
import type { Job } from "@/lib/jobs/run-job";
import { remindCustomers } from "@/lib/jobs/send-reminders";
import { syncCalendars } from "@/lib/jobs/sync-calcom";
import { env } from "@/lib/platform/env";
import { deleteOldRecords } from "@/lib/platform/old-records";

const drainBudgetSeconds = 50;

/** Every job, as `vercel.json` and the scheduler inside the server run it. */
export const JOBS: readonly Job[] = [
  {
    name: "process-invitation-emails",
    schedule: "*/5 * * * *",
    budgetSeconds: drainBudgetSeconds,
    hasDryRun: false,
    run: ({ deadline }) => drainInvitationMails({ deadline }),
  },
  {
    name: "process-appointment-emails",
    schedule: "* * * * *",
    budgetSeconds: drainBudgetSeconds,
    hasDryRun: false,
    run: ({ deadline }) => drainAppointmentMails({ deadline }),
  },
  {
    name: "process-account-emails",
    schedule: "* * * * *",
    budgetSeconds: drainBudgetSeconds,
    hasDryRun: false,
    run: ({ deadline }) => drainAccountMails({ deadline }),
  },
  {
    name: "sync-calcom",
    schedule: "* * * * *",
    budgetSeconds: drainBudgetSeconds,
    hasDryRun: false,
    run: ({ deadline }) => syncCalendars({ deadline }),
  },
  {
    // A job of its own, with a line of its own: a company's reminders that fail stop no other mail.
    name: "send-reminders",
    schedule: "*/5 * * * *",
    budgetSeconds: 120,
    hasDryRun: true,
    run: (options) => remindCustomers(options),
  },
  {
    name: "cleanup-expired-invitations",
    schedule: "0 3 * * *",
    budgetSeconds: 300,
    hasDryRun: true,
    run: async (options) => ({
      ...(await cleanUpInvitations(options)),
      ...(await cleanUpMails(options)),
    }),
  },
  {
    name: "cleanup-expired-reservations",
    schedule: "*/10 * * * *",
    budgetSeconds: 120,
    hasDryRun: true,
    run: (options) => cleanUpReservations(options),
  },
  {
    name: "cleanup-old-records",
    schedule: "30 3 * * *",
    budgetSeconds: 300,
    hasDryRun: true,
    run: async (options) => ({
      ...(await deleteOldRecords(env().RECORD_RETENTION_DAYS, options)),
      ...(await cleanUpCalendars(options)),
      ...(await cleanUpImports(options)),
    }),
  },
];

export function findJob(name: string): Job | null {
  return JOBS.find((job) => job.name === name) ?? null;
}
