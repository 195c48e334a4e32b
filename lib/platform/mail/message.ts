import "server-only";

export type Attachment = { filename: string; contentType: string; content: string };

/** A mail as it goes out, byte for byte: retries send exactly this. */
export type Message = {
  to: string;
  subject: string;
  html: string;
  text: string;
  attachments: Attachment[];
};

/** What a provider said; only a temporary refusal is tried again by itself. */
export type Delivery =
  | { outcome: "accepted"; providerMessageId: string }
  | { outcome: "permanent" | "temporary"; error: string }
  /** Our fault, for every mail alike: the queue waits until somebody has mended it. */
  | { outcome: "configuration"; error: string }
  | { outcome: "busy"; error: string; retryAfterSeconds: number };

export type Transport = (message: Message, idempotencyKey: string) => Promise<Delivery>;
