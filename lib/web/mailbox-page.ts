import "server-only";

import { cookies } from "next/headers";
import { notFound } from "next/navigation";

import {
  findMailboxMessage,
  listMailbox,
  type MailboxMessage,
  mayReadMailbox,
} from "@/lib/platform/mail/mailbox";
import { idSchema } from "@/lib/shared/schema";
import { secretCookie } from "@/lib/web/session";

const COOKIE = "mailbox";
const WEEK_SECONDS = 7 * 86_400;

/** Lets whoever has the key in, and takes it out of the address. */
export async function mailboxKeyRoute(key: string): Promise<Response> {
  if (!mayReadMailbox(key)) return new Response("Not found", { status: 404 });
  (await cookies()).set(COOKIE, key, secretCookie("/mailbox", WEEK_SECONDS));

  return new Response(null, { status: 303, headers: { location: "/mailbox" } });
}

async function refuseStrangers(): Promise<void> {
  if (!mayReadMailbox((await cookies()).get(COOKIE)?.value ?? null)) notFound();
}

export async function mailboxMessages(search: string): Promise<MailboxMessage[]> {
  await refuseStrangers();

  return listMailbox(search.slice(0, 100));
}

export async function mailboxMessage(id: string): Promise<MailboxMessage> {
  await refuseStrangers();
  const message = idSchema.safeParse(id).success ? await findMailboxMessage(id) : null;
  if (message === null) notFound();

  return message;
}

/** The addresses in a mail's text, for whoever reads it without opening the HTML. */
export function linksOf({ text }: Pick<MailboxMessage, "text">): string[] {
  return [...new Set(text.match(/https?:\/\/[^\s<>()]+/g) ?? [])];
}
