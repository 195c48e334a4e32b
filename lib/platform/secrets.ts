import "server-only";

import { createHash, createHmac, timingSafeEqual } from "node:crypto";

import { env } from "@/lib/platform/env";

/** 256 bits derived from the installation's link key and what the link stands for; never stored. */
export function deriveSecret(purpose: string, ...parts: readonly (string | number)[]): string {
  return createHmac("sha256", env().LINK_SECRET)
    .update(JSON.stringify([purpose, ...parts]))
    .digest("base64url");
}

/** What the database keeps of a secret. */
export function hashSecret(secret: string): Buffer<ArrayBuffer> {
  return Buffer.from(createHash("sha256").update(secret).digest());
}

/** Compares in constant time; different lengths are simply different. */
export function equalBytes(one: Uint8Array, other: Uint8Array): boolean {
  return one.length === other.length && timingSafeEqual(one, other);
}

/** Compares two secrets by their hashes, so that not even the length shows. */
export function equalSecrets(one: string, other: string): boolean {
  return equalBytes(hashSecret(one), hashSecret(other));
}
