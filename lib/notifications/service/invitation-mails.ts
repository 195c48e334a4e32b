import "server-only";

import { createElement } from "react";

import { InvitationMail } from "@/components/mail/invitation-mail";
import { renderMail } from "@/components/mail/render-mail";
import { type Activity, recordActivities } from "@/lib/audit/service/record-activity";
import { OPERATOR_SUFFIX } from "@/lib/invitations/rules";
import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { MASKED_SECRET, revealSecret } from "@/lib/notifications/service/reveal-secret";
import { env } from "@/lib/platform/env";
import type { Message } from "@/lib/platform/mail/message";
import { translator } from "@/lib/platform/messages";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";
import { formatDay, formatTime } from "@/lib/shared/format";
import type { Locale } from "@/lib/shared/schema";
import { NOWHERE } from "@/lib/tenancy/actor";
import type { TenantDb } from "@/lib/tenancy/context";
import type { Role } from "@/lib/tenancy/roles";

type Row = QueueRow & { company_id: string; invitation_id: string; token_generation: number };

type Facts = {
  email: string;
  role: Role;
  locale: Locale;
  expiresAt: Date;
  now: Date;
  message: string;
  inviter: string;
  branch: string | null;
  company: { slug: string; name: string; accent: string; phone: string | null; timeZone: string };
};

/** Invitations: nobody gets a mail whose link is already dead. */
export const INVITATION_MAILS: Queue<Row, Facts> = {
  name: "invitation-emails",
  table: "invitation_email_queue",
  isTenant: true,
  find,
  render,
  reveal: (message, row) =>
    revealSecret(
      message,
      invitationSecret(row.company_id, row.invitation_id, row.token_generation),
    ),
  settled: async (db, ended) => {
    const [first] = ended;
    if (first === undefined) return;
    const sent = ended.filter(({ end }) => end === "sent").length;
    const together: Activity = {
      event: "invitation_emails_processed",
      data: { sent, failed: ended.length - sent },
    };
    const by = { companyId: first.row.company_id, actor: QUEUE, origin: NOWHERE };
    await recordActivities(by, db, [
      ...ended.map(({ row, end, error }) => ({
        event: end === "sent" ? ("invitation_sent" as const) : ("invitation_failed" as const),
        subject: { kind: "invitation" as const, id: row.invitation_id },
        data: { error },
      })),
      // A single mail is told by its own line.
      ...(ended.length > 1 ? [together] : []),
    ]);
  },
};

/** Who writes to the activity log when nobody presses a button. */
const QUEUE = { kind: "system", name: "invitation-emails" } as const;

async function find(db: TenantDb, rows: readonly Row[]): Promise<ReadonlyMap<string, Facts>> {
  const found = await db.$queryRaw<(Facts & { rowId: string })[]>`
    select q.id as "rowId", i.email, i.role, i.locale, i.expires_at as "expiresAt", now() as now,
      coalesce(i.metadata->>'message', '') as message, b.name as branch,
      coalesce(u.name, o.name || ${OPERATOR_SUFFIX}) as inviter,
      json_build_object('slug', c.slug, 'name', c.name, 'accent', c.accent_colour,
        'phone', c.phone, 'timeZone', c.time_zone) as company
    from invitation_email_queue q
    join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
      and i.token_generation = q.token_generation
    join companies c on c.id = i.company_id
    left join memberships m on m.company_id = i.company_id and m.id = i.invited_by
    left join users u on u.id = m.user_id
    left join users o on o.id = i.invited_by_operator
    left join branches b on b.company_id = i.company_id and b.id = i.branch_id
    where q.company_id = ${rows[0]?.company_id}::uuid
      and q.id = any (${rows.map(({ id }) => id)}::uuid[])
      and i.status = 'pending' and i.expires_at > now() and i.deleted_at is null`;

  return new Map(found.map(({ rowId, ...facts }) => [rowId, facts]));
}

async function render(facts: Facts, row: Row): Promise<Message> {
  const { locale, company, inviter, expiresAt, now } = facts;
  const t = translator(locale, "mail");
  const common = translator(locale, "common");
  const reader = { locale, timeZone: company.timeZone };
  const mail = await renderMail(
    createElement(InvitationMail, {
      t,
      locale,
      company: { name: company.name, accent: company.accent, address: null, phone: company.phone },
      recipientName: null,
      inviter,
      role: common(`role.${facts.role}`),
      branch: facts.branch,
      message: facts.message === "" ? null : facts.message,
      validUntil: common("time.dayAt", {
        day: formatDay(expiresAt, reader, now),
        time: formatTime(expiresAt, reader),
      }),
      acceptUrl: `${env().APP_URL}/i/${company.slug}/${row.invitation_id}.${MASKED_SECRET}`,
    }),
  );

  return {
    ...mail,
    to: facts.email,
    subject: t("invitation.subject", { inviter, company: company.name }),
    attachments: [],
  };
}
