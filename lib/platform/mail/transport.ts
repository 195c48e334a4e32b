import "server-only";

import { env } from "@/lib/platform/env";
import { deliverToMailbox } from "@/lib/platform/mail/mailbox";
import type { Transport } from "@/lib/platform/mail/message";
import { deliverByResend } from "@/lib/platform/mail/resend";

/** Resend where there is a key, the mailbox page where there is none. */
export function mailTransport(): Transport {
  return env().RESEND_API_KEY === undefined ? deliverToMailbox : deliverByResend;
}
