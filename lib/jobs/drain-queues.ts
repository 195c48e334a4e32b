import "server-only";

import type { JobCounts } from "@/lib/jobs/run-job";
import { syncCalendars } from "@/lib/jobs/sync-calcom";
import { ACCOUNT_MAILS } from "@/lib/notifications/service/account-mails";
import { APPOINTMENT_MAILS } from "@/lib/notifications/service/appointment-mails";
import { INVITATION_MAILS } from "@/lib/notifications/service/invitation-mails";
import { log } from "@/lib/platform/log";
import { mailTransport } from "@/lib/platform/mail/transport";
import { drain } from "@/lib/platform/queue/drain";
import type { QueueName } from "@/lib/tenancy/context";

type Scope = { companyId?: string; deadline?: Date };

export function drainInvitationMails(scope: Scope): Promise<JobCounts> {
  return drain(INVITATION_MAILS, { transport: mailTransport(), ...scope });
}

export function drainAppointmentMails(scope: Scope): Promise<JobCounts> {
  return drain(APPOINTMENT_MAILS, { transport: mailTransport(), ...scope });
}

export function drainAccountMails({ deadline }: Pick<Scope, "deadline">): Promise<JobCounts> {
  return drain(ACCOUNT_MAILS, {
    transport: mailTransport(),
    ...(deadline !== undefined && { deadline }),
  });
}

const DRAINS: Record<QueueName, (scope: Scope) => Promise<JobCounts>> = {
  "invitation-emails": drainInvitationMails,
  "appointment-emails": drainAppointmentMails,
  "account-emails": drainAccountMails,
  "calcom-sync": syncCalendars,
};

/** How long a request's process goes on sending; the rest waits for the cron route. */
const DISPATCH_MS = 30_000;

/** Sends what a service has just queued. What goes wrong here is left for the cron route. */
export async function wakeWorkers(wake: ReadonlySet<QueueName>, companyId?: string): Promise<void> {
  for (const name of wake) {
    try {
      const deadline = new Date(Date.now() + DISPATCH_MS);
      await DRAINS[name]({ deadline, ...(companyId !== undefined && { companyId }) });
    } catch (error) {
      log().error({ err: error, queue: name }, "immediate dispatch failed");
    }
  }
}
