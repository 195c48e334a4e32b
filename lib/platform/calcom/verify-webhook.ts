import "server-only";

import { createHmac } from "node:crypto";

import { equalBytes } from "@/lib/platform/secrets";

/**
 * Whether one of the secrets signed exactly these bytes. Two are in force while a secret is being exchanged. Cal.com
 * signs neither a time nor an id: whoever asks has to remember what was seen.
 */
export function isSignedByCalcom(
  body: Uint8Array,
  signature: string | null,
  secrets: readonly string[],
): boolean {
  if (signature === null || !/^[0-9a-f]{64}$/.test(signature)) return false;
  const given = Buffer.from(signature, "hex");

  // Every secret is tried, so that time does not tell which of them was right.
  return secrets
    .filter((secret) => secret !== "")
    .map((secret) => equalBytes(createHmac("sha256", secret).update(body).digest(), given))
    .includes(true);
}
