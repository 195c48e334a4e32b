import "server-only";

import { Webhook, WebhookVerificationError } from "svix";

/** The three headers, under either of the names that the standard knows. */
export type SignedHeaders = { id: string; timestamp: string; signature: string };

export function signedHeaders(headers: Headers): SignedHeaders | null {
  const read = (name: string) => headers.get(`svix-${name}`) ?? headers.get(`webhook-${name}`);
  const [id, timestamp, signature] = [read("id"), read("timestamp"), read("signature")];
  if (id === null || timestamp === null || signature === null) return null;

  return { id, timestamp, signature };
}

/**
 * Whether one of the secrets signed exactly these bytes within the last five minutes. Two of them are
 * in force while a secret is being exchanged.
 */
export function isSigned(
  body: Buffer,
  { id, timestamp, signature }: SignedHeaders,
  secrets: readonly string[],
): boolean {
  const headers = {
    "svix-id": id,
    "svix-timestamp": timestamp,
    "svix-signature": signature,
  };

  return secrets.some((secret) => {
    try {
      new Webhook(secret).verify(body, headers);

      return true;
    } catch (error) {
      if (error instanceof WebhookVerificationError) return false;
      throw error;
    }
  });
}
