import * as z from "zod";

import type { AppointmentNews } from "@/lib/notifications/schema";
import { idSchema, textSchema } from "@/lib/shared/schema";
import { shortened } from "@/lib/shared/shortened";

export const QUEUE_TABLES = {
  "invitation-emails": "invitation_email_queue",
  "appointment-emails": "appointment_email_queue",
  "account-emails": "account_email_queue",
} as const;

const KINDS = {
  "email.sent": "accepted",
  "email.delivery_delayed": "delayed",
  "email.delivered": "delivered",
  "email.complained": "complained",
  "email.bounced": "bounced",
  "email.failed": "failed",
  "email.suppressed": "suppressed",
} as const;

/** A provider may say anything. */
const said = z
  .string()
  .transform((text) => shortened(text, 500))
  .nullish()
  .catch(null);

const ownId = idSchema.transform((id) => id.toLowerCase());
const tagListSchema = z.array(z.object({ name: z.string(), value: z.string() }));

/** Resend writes tags as an object, and in older reports as a list of names and values. */
function tagsByName(tags: unknown): unknown {
  const list = tagListSchema.safeParse(tags);

  return list.success
    ? Object.fromEntries(list.data.map(({ name, value }) => [name, value]))
    : tags;
}

const tagsSchema = z.preprocess(
  tagsByName,
  z.object({
    company: ownId.optional(),
    queue: z.enum(["invitation-emails", "appointment-emails", "account-emails"]),
    mail: ownId,
  }),
);

/** A report of Resend's about one of our mails; anything else does not fit, and is none of our business. */
export const deliveryReportSchema = z
  .object({
    type: z.enum(Object.keys(KINDS) as [keyof typeof KINDS]),
    created_at: z.coerce.date().catch(() => new Date()),
    data: z.object({
      email_id: z.string().min(1).max(200),
      tags: tagsSchema,
      bounce: z.object({ type: said, message: said }).nullish().catch(null),
      failed: z.object({ reason: said }).nullish().catch(null),
      suppressed: z.object({ message: said }).nullish().catch(null),
    }),
  })
  .transform(({ type, created_at: at, data: { email_id, tags, bounce, failed, suppressed } }) => ({
    type,
    kind: KINDS[type],
    at,
    providerMessageId: email_id,
    companyId: tags.company ?? null,
    queue: tags.queue,
    mailId: tags.mail,
    detail: bounce?.message ?? failed?.reason ?? suppressed?.message ?? null,
    /** A full mailbox is not a wrong address. */
    isPassing: bounce?.type?.toLowerCase() === "transient",
  }));

export type DeliveryReport = z.output<typeof deliveryReportSchema>;

export const mailIdSchema = z.object({ mailId: idSchema });
export const suppressionIdSchema = z.object({ suppressionId: idSchema });

export const MAIL_FILTERS = ["attention", "waiting", "sent", "delivered", "cancelled"] as const;
export const MAIL_KINDS = ["invitation", "appointment"] as const;
const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,6})?[+-]\d\d:\d\d_[0-9a-f-]{36}$/;

/** What stands in the page's address; what makes no sense there is as if it did not. */
export const mailFilterSchema = z.object({
  state: z.enum(MAIL_FILTERS).optional().catch(undefined),
  kind: z.enum(MAIL_KINDS).optional().catch(undefined),
  search: textSchema(80).catch("").default(""),
  /** The last mail of the page before: where it was created, and its id. */
  before: z.string().regex(CURSOR).optional().catch(undefined),
});
export type MailFilter = z.output<typeof mailFilterSchema>;

/** News of an appointment that is another one to who gets it than its row says. */
type ToldApart = "booked_staff" | "new_link" | "taken_over" | "handed_over";

/** A mail of either queue, as the list shows it. */
export type Mail = {
  id: string;
  queue: "invitation-emails" | "appointment-emails";
  kind: "invitation" | "access_link" | AppointmentNews | ToldApart;
  recipient: string;
  status: "pending" | "sent" | "failed" | "cancelled";
  attempts: number;
  maxAttempts: number;
  /** Null once no further attempt will be made. */
  nextAttemptAt: string | null;
  /** Until when a worker has it in its hands. */
  lockedUntil: string | null;
  error: string | null;
  deliveryState:
    "delayed" | "delivered" | "complained" | "bounced" | "failed" | "suppressed" | null;
  deliveryAt: string | null;
  deliveryDetail: string | null;
  createdAt: string;
  sentAt: string | null;
  /** A later mail stands in for this one. */
  isReplaced: boolean;
  /** Nothing more is sent to its address at present. */
  isSuppressed: boolean;
  /** Null for an invitation. */
  appointment: { id: string; reference: string } | null;
};
