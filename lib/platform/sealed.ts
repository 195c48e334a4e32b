import "server-only";

import { createCipheriv, createDecipheriv, hkdfSync, randomBytes } from "node:crypto";

import { env } from "@/lib/platform/env";

const NONCE_BYTES = 12;
const TAG_BYTES = 16;

/** One key per purpose, so that a value sealed for one cannot be passed off as another. */
function keyFor(purpose: string): Uint8Array {
  return new Uint8Array(hkdfSync("sha256", env().ENCRYPTION_KEY, "", `sealed ${purpose}`, 32));
}

/** Encrypts a secret that has to be read again (AES-256-GCM): nonce, ciphertext, tag. */
export function seal(secret: string, purpose: string): Uint8Array<ArrayBuffer> {
  const nonce = randomBytes(NONCE_BYTES);
  const cipher = createCipheriv("aes-256-gcm", keyFor(purpose), nonce);
  const sealed = [nonce, cipher.update(secret, "utf8"), cipher.final(), cipher.getAuthTag()];

  return new Uint8Array(Buffer.concat(sealed));
}

/**
 * Reads what `seal` wrote for the same purpose.
 *
 * @throws Error when it was changed, or sealed with another key or for another purpose
 */
export function unseal(sealed: Uint8Array, purpose: string): string {
  const bytes = Buffer.from(sealed);
  const decipher = createDecipheriv("aes-256-gcm", keyFor(purpose), bytes.subarray(0, NONCE_BYTES));
  decipher.setAuthTag(bytes.subarray(-TAG_BYTES));
  const secret = bytes.subarray(NONCE_BYTES, -TAG_BYTES);

  return Buffer.concat([decipher.update(secret), decipher.final()]).toString("utf8");
}
