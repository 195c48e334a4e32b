import "server-only";

import { createElement } from "react";

import { AccountMail } from "@/components/mail/account-mail";
import { renderMail } from "@/components/mail/render-mail";
import { emailChangeSecret } from "@/lib/accounts/service/change-email";
import { resetSecret } from "@/lib/accounts/service/password-reset";
import type { AccountNotice } from "@/lib/accounts/service/tell-account";
import { MASKED_SECRET, revealSecret } from "@/lib/notifications/service/reveal-secret";
import { env } from "@/lib/platform/env";
import type { Message } from "@/lib/platform/mail/message";
import { translator } from "@/lib/platform/messages";
import { oneByOne, type Queue, type QueueRow } from "@/lib/platform/queue/queue";
import { type Sql, sql } from "@/lib/platform/sql";
import type { Locale } from "@/lib/shared/schema";
import type { TenantDb } from "@/lib/tenancy/context";

const VALID_MINUTES = 60;
const PRODUCT_ACCENT = "#6b3a6e";

type Kind =
  "password_reset" | "email_change" | "email_change_asked" | "email_changed" | AccountNotice;
type Row = QueueRow & {
  kind: Kind;
  /** One of the three: what the mail is about. */
  reset_id: string | null;
  email_change_id: string | null;
  user_id: string | null;
};
type Facts = { email: string; newEmail: string; name: string; locale: Locale };

/** Mails to an account, whatever companies it belongs to: one-time links, and notices. */
export const ACCOUNT_MAILS: Queue<Row, Facts> = {
  name: "account-emails",
  table: "account_email_queue",
  isTenant: false,
  find: oneByOne(find),
  render,
  reveal: (message, row) => revealSecret(message, secretOf(row)),
  settled: () => Promise.resolve(),
};

function secretOf({ reset_id, email_change_id }: Row): string {
  return reset_id === null ? emailChangeSecret(email_change_id ?? "") : resetSecret(reset_id);
}

/** A link that was used, has run out or was replaced is not sent any more; a notice always is. */
async function find(db: TenantDb, row: Row): Promise<Facts | null> {
  const [facts] = await db.$queryRaw<Facts[]>(aboutWhat(row));

  return facts ?? null;
}

function aboutWhat({ kind, reset_id, email_change_id, user_id }: Row): Sql {
  if (reset_id !== null) {
    return sql`
      select u.email, u.email as "newEmail", u.name, u.locale
      from password_resets r join users u on u.email_normalised = r.email_normalised
      where r.id = ${reset_id}::uuid and r.used_at is null and r.expires_at > now()`;
  }
  if (email_change_id !== null) {
    return sql`
      select case ${kind} when 'email_change' then c.new_email else c.old_email end as email,
        c.new_email as "newEmail", u.name, u.locale
      from email_changes c join users u on u.id = c.user_id
      where c.id = ${email_change_id}::uuid
        and (${kind} <> 'email_change' or (c.confirmed_at is null and c.expires_at > now()
          and c.session_epoch = u.session_epoch))`;
  }

  return sql`select email, email as "newEmail", name, locale from users where id = ${user_id}::uuid`;
}

const MAILS: Record<Kind, { about: string; path: string | null }> = {
  password_reset: { about: "passwordReset", path: "/reset-password" },
  email_change: { about: "emailChange", path: "/confirm-email" },
  email_change_asked: { about: "emailChangeAsked", path: null },
  email_changed: { about: "emailChanged", path: null },
  codes_refused: { about: "codesRefused", path: null },
  second_factor_off: { about: "secondFactorOff", path: null },
  recovery_codes_renewed: { about: "recoveryCodesRenewed", path: null },
};

async function render({ email, newEmail, name, locale }: Facts, row: Row): Promise<Message> {
  const t = translator(locale, "mail");
  const { about, path } = MAILS[row.kind];
  const id = row.reset_id ?? row.email_change_id ?? "";
  const mail = await renderMail(
    createElement(AccountMail, {
      t,
      locale,
      company: {
        name: translator(locale, "auth")("product"),
        accent: PRODUCT_ACCENT,
        address: null,
        phone: null,
      },
      recipientName: name,
      about,
      values: { minutes: VALID_MINUTES, email: newEmail },
      url: path === null ? null : `${env().APP_URL}${path}/${id}.${MASKED_SECRET}`,
    }),
  );

  return { ...mail, to: email, subject: t(`${about}.subject`), attachments: [] };
}
