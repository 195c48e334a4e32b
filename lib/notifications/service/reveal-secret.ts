import "server-only";

import type { Message } from "@/lib/platform/mail/message";

/** Stands in a stored mail where the link's secret goes: who reads the queue cannot use the link. */
export const MASKED_SECRET = "SECRET";

/** The mail as it goes out. */
export function revealSecret(message: Message, secret: string): Message {
  const reveal = (text: string) => text.replaceAll(`.${MASKED_SECRET}`, `.${secret}`);

  return { ...message, html: reveal(message.html), text: reveal(message.text) };
}
