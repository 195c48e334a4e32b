import "server-only";

import { prisma } from "@/lib/platform/db/client";
import { Prisma } from "@/lib/platform/db/generated/client";

/** What the installation keeps for a while and nobody owns: the rows that are old, by table. */
const OLD = {
  cronRuns: (days: number) =>
    Prisma.sql`cron_runs where finished_at < now() - make_interval(days => ${days})`,
  sessions: (days: number) =>
    Prisma.sql`user_sessions where least(ended_at, expires_at) < now() - make_interval(days => ${days})`,
  signInFailures: (days: number) =>
    Prisma.sql`sign_in_failures where created_at < now() - make_interval(days => ${days})`,
  passwordResets: (days: number) =>
    Prisma.sql`password_resets where expires_at < now() - make_interval(days => ${days})`,
  emailChanges: (days: number) =>
    Prisma.sql`email_changes where expires_at < now() - make_interval(days => ${days})`,
  // Mails that bring a link go with it.
  accountNotices: (days: number) =>
    Prisma.sql`account_email_queue where user_id is not null
      and settled_at < now() - make_interval(days => ${days})`,
  // A replayed report is known this long, and longer than the provider goes on trying.
  mailReports: () => Prisma.sql`mail_webhook_events where received_at < now() - interval '7 days'`,
  rateLimits: () => Prisma.sql`rate_limits where expire < now()`,
};

export type OldRecords = Record<keyof typeof OLD, number>;

/** Deletes what is older than so many days, or (dry run) only counts it. */
export async function deleteOldRecords(
  days: number,
  { isDryRun }: { isDryRun: boolean },
): Promise<OldRecords> {
  const counts: Partial<OldRecords> = {};
  for (const [name, rows] of Object.entries(OLD)) {
    counts[name as keyof OldRecords] = isDryRun
      ? await count(rows(days))
      : await prisma().$executeRaw`delete from ${rows(days)}`;
  }

  return counts as OldRecords;
}

async function count(rows: Prisma.Sql): Promise<number> {
  const [found] = await prisma().$queryRaw<{ count: number }[]>`
    select count(*)::int as count from ${rows}`;

  return found?.count ?? 0;
}
