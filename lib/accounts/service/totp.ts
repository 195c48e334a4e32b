import "server-only";

import { Secret, TOTP } from "otpauth";

import { CodeRefused } from "@/lib/accounts/errors";
import { seal, unseal } from "@/lib/platform/sealed";
import type { DomainError } from "@/lib/shared/errors";

const PURPOSE = "totp";
const ISSUER = "Terminportal";
/** RFC 4226, section 4: 160 bits. */
const SECRET_BYTES = 20;
const STEP_SECONDS = 30;

/** What an authenticator app scans, and what somebody types who cannot scan. */
export type SecondFactorSetup = { uri: string; secret: string };

function totpOf(secret: string, label: string): TOTP {
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: Secret.fromBase32(secret),
    period: STEP_SECONDS,
    digits: 6,
  });
}

/** A new secret, as it is kept. */
export function newSealedSecret(): Uint8Array<ArrayBuffer> {
  return seal(new Secret({ size: SECRET_BYTES }).base32, PURPOSE);
}

export function setupOf(sealed: Uint8Array, label: string): SecondFactorSetup {
  const secret = unseal(sealed, PURPOSE);

  return { secret, uri: totpOf(secret, label).toString() };
}

/** The time step a code belongs to; clocks may differ by one step, as RFC 6238 recommends. */
export function stepOf(
  sealed: Uint8Array,
  { code, now }: { code: string; now: Date },
): number | null {
  const timestamp = now.getTime();
  const delta = totpOf(unseal(sealed, PURPOSE), "").validate({ token: code, timestamp, window: 1 });

  return delta === null ? null : Math.floor(timestamp / 1000 / STEP_SECONDS) + delta;
}

export function refusedCode(): DomainError {
  return new CodeRefused({ issues: [{ path: ["code"], message: "code-refused" }] });
}
