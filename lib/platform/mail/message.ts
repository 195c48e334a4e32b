import "server-only";

export type Attachment = { filename: string; contentType: string; content: string };

/** A mail as it goes out, byte for byte: retries send exactly this. */
export type Message = {
  /** Frozen with the rest: a sender that is configured anew does not change a mail under way. */
  from?: string;
  to: string;
  /** Who reads an answer; without it that would be whoever runs the installation. */
  replyTo?: string;
  subject: string;
  html: string;
  text: string;
  attachments: Attachment[];
};

/** Names the row a mail comes from, so that what the provider reports later finds it. */
export type Tags = Readonly<Record<string, string>>;

/** What a provider said; only a temporary refusal is tried again by itself. */
export type Delivery =
  /** `restSeconds`: how long the provider will not take another one. */
  | { outcome: "accepted"; providerMessageId: string; restSeconds?: number }
  | { outcome: "permanent" | "temporary"; error: string }
  /** Our fault, or nothing left of the quota: it concerns every mail alike, so all of them wait. */
  | { outcome: "configuration" | "quota"; error: string; retryAfterSeconds?: number }
  | { outcome: "busy"; error: string; retryAfterSeconds: number };

export type Transport = (message: Message, idempotencyKey: string, tags: Tags) => Promise<Delivery>;
