import "server-only";

import { hash, verify } from "@node-rs/argon2";

import { deriveSecret } from "@/lib/platform/secrets";

/** The library names it in an ambient const enum, which single-file compilation cannot read. */
const ARGON2ID = 2;
/** OWASP's first choice for argon2id: 19 MiB, two passes, one lane. */
const OPTIONS = { algorithm: ARGON2ID, memoryCost: 19_456, timeCost: 2, parallelism: 1 };

export function hashPassword(password: string): Promise<string> {
  return hash(password.normalize("NFKC"), OPTIONS);
}

const SALT_BYTES = 16;
const HASH_BYTES = 32;

/**
 * A hash that no password has, always the same for one address: which memory argon2 visits, and so how
 * long it takes, hangs on the salt, and a salt that all unknown addresses share could be recognised.
 */
function decoyOf(whose: string): string {
  const { memoryCost, timeCost, parallelism } = OPTIONS;
  const bytes = (purpose: string, length: number) =>
    Buffer.from(deriveSecret(purpose, whose), "base64url")
      .subarray(0, length)
      .toString("base64")
      .replace(/=+$/, "");

  return `$argon2id$v=19$m=${String(memoryCost)},t=${String(timeCost)},p=${String(parallelism)}$${bytes("decoy-salt", SALT_BYTES)}$${bytes("decoy-hash", HASH_BYTES)}`;
}

/** Answers with the same work whether or not there is a hash: time must not tell who exists. */
export async function verifyPassword(
  { stored, whose }: { stored: string | null; whose: string },
  password: string,
): Promise<boolean> {
  const decoy = decoyOf(whose);
  const matches = await verify(stored ?? decoy, password.normalize("NFKC"));

  return stored !== null && matches;
}
