import "server-only";

import { createElement } from "react";

import { AccountMail } from "@/components/mail/account-mail";
import { renderMail } from "@/components/mail/render-mail";
import { ACCESS_LINK_MINUTES, type AccessLinkSnapshot } from "@/lib/customer-access/schema";
import { MASKED_SECRET } from "@/lib/notifications/service/reveal-secret";
import { env } from "@/lib/platform/env";
import type { Message } from "@/lib/platform/mail/message";
import { translator } from "@/lib/platform/messages";

/** The one-time link to somebody's appointments in a company. */
export async function renderAccessLink(
  { locale, name, company }: AccessLinkSnapshot,
  { linkId, recipient }: { linkId: string; recipient: string },
): Promise<Message> {
  const t = translator(locale, "mail");
  const mail = await renderMail(
    createElement(AccountMail, {
      t,
      locale,
      company: {
        name: company.name,
        accent: company.accentColour,
        address: null,
        phone: company.phone,
      },
      recipientName: name,
      about: "accessLink",
      values: { company: company.name, minutes: ACCESS_LINK_MINUTES },
      url: `${env().APP_URL}/c/${company.slug}/a/${linkId}.${MASKED_SECRET}`,
    }),
  );

  return {
    ...mail,
    to: recipient,
    subject: t("accessLink.subject", { company: company.name }),
    attachments: [],
  };
}
