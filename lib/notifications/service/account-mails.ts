import "server-only";

import { createElement } from "react";

import { PasswordResetMail } from "@/components/mail/password-reset-mail";
import { renderMail } from "@/components/mail/render-mail";
import { resetSecret } from "@/lib/accounts/service/password-reset";
import { MASKED_SECRET, revealSecret } from "@/lib/notifications/service/reveal-secret";
import { env } from "@/lib/platform/env";
import type { Message } from "@/lib/platform/mail/message";
import { translator } from "@/lib/platform/messages";
import { oneByOne, type Queue, type QueueRow } from "@/lib/platform/queue/queue";
import type { Locale } from "@/lib/shared/schema";
import type { TenantDb } from "@/lib/tenancy/context";

const VALID_MINUTES = 60;
const PRODUCT_ACCENT = "#6b3a6e";

type Row = QueueRow & { reset_id: string };
type Facts = { email: string; name: string; locale: Locale };

/** Mails to an account, whatever companies it belongs to: links for a new password. */
export const ACCOUNT_MAILS: Queue<Row, Facts> = {
  name: "account-emails",
  table: "account_email_queue",
  isTenant: false,
  find: oneByOne(find),
  render,
  reveal: (message, row) => revealSecret(message, resetSecret(row.reset_id)),
  settled: () => Promise.resolve(),
};

async function find(db: TenantDb, row: Row): Promise<Facts | null> {
  const [facts] = await db.$queryRaw<Facts[]>`
    select u.email, u.name, u.locale
    from password_resets r join users u on u.id = r.user_id
    where r.id = ${row.reset_id}::uuid and r.used_at is null and r.expires_at > now()`;

  return facts ?? null;
}

async function render({ email, name, locale }: Facts, row: Row): Promise<Message> {
  const t = translator(locale, "mail");
  const company = {
    name: translator(locale, "auth")("product"),
    accent: PRODUCT_ACCENT,
    address: null,
    phone: null,
  };
  const mail = await renderMail(
    createElement(PasswordResetMail, {
      t,
      locale,
      company,
      recipientName: name,
      validMinutes: VALID_MINUTES,
      resetUrl: `${env().APP_URL}/reset-password/${row.reset_id}.${MASKED_SECRET}`,
    }),
  );

  return { ...mail, to: email, subject: t("passwordReset.subject"), attachments: [] };
}
