import "server-only";

import { prisma } from "@/lib/platform/db/client";
import { env } from "@/lib/platform/env";
import { literalPattern } from "@/lib/platform/like-pattern";
import type { Delivery, Message } from "@/lib/platform/mail/message";
import { equalSecrets } from "@/lib/platform/secrets";

/** Delivers to the mailbox page: for an installation without a provider. A repeated key is one mail. */
export async function deliverToMailbox(
  message: Message,
  idempotencyKey: string,
): Promise<Delivery> {
  await prisma().mailboxMessage.createMany({
    data: [
      {
        idempotencyKey,
        recipient: message.to,
        subject: message.subject,
        html: message.html,
        bodyText: message.text,
        attachments: message.attachments,
      },
    ],
    skipDuplicates: true,
  });
  const { id } = await prisma().mailboxMessage.findUniqueOrThrow({
    where: { idempotencyKey },
    select: { id: true },
  });

  return { outcome: "accepted", providerMessageId: id };
}

/** Whether somebody with this key (or none) may read the mailbox; it holds everybody's links. */
export function mayReadMailbox(key: string | null): boolean {
  const { MAILBOX_ACCESS, RESEND_API_KEY } = env();
  if (MAILBOX_ACCESS === undefined || RESEND_API_KEY !== undefined) return false;

  return MAILBOX_ACCESS === "open" || (key !== null && equalSecrets(key, MAILBOX_ACCESS));
}

export type MailboxMessage = Message & { id: string; createdAt: Date };

export async function listMailbox(search: string): Promise<MailboxMessage[]> {
  const rows = await prisma().mailboxMessage.findMany({
    where:
      search === "" ? {} : { recipient: { contains: literalPattern(search), mode: "insensitive" } },
    orderBy: [{ createdAt: "desc" }, { id: "desc" }],
    take: 50,
  });

  return rows.map(toMailboxMessage);
}

export async function findMailboxMessage(id: string): Promise<MailboxMessage | null> {
  const row = await prisma().mailboxMessage.findUnique({ where: { id } });

  return row === null ? null : toMailboxMessage(row);
}

type Row = Awaited<ReturnType<ReturnType<typeof prisma>["mailboxMessage"]["findUniqueOrThrow"]>>;

function toMailboxMessage(row: Row): MailboxMessage {
  return {
    id: row.id,
    to: row.recipient,
    subject: row.subject,
    html: row.html,
    text: row.bodyText,
    attachments: row.attachments as Message["attachments"],
    createdAt: row.createdAt,
  };
}
