import "server-only";

import { randomBytes } from "node:crypto";

import { recordAccountActivity } from "@/lib/accounts/service/record-account-activity";
import { hashSecret } from "@/lib/platform/secrets";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";

const COUNT = 8;
/** 130 bits in base 32, the alphabet without 0, 1, 8 and 9. */
export const RECOVERY_LENGTH = 26;
const ALPHABET = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";

/** Codes as people see them, in groups; their hashes are of the letters alone. */
export function newRecoveryCodes(): { codes: string[]; hashes: Uint8Array<ArrayBuffer>[] } {
  const letters = Array.from({ length: COUNT }, () =>
    Array.from(randomBytes(RECOVERY_LENGTH), (byte) => ALPHABET[byte % ALPHABET.length]).join(""),
  );

  return {
    codes: letters.map((code) => code.match(/.{1,6}/g)?.join("-") ?? code),
    hashes: letters.map((code) => hashSecret(code)),
  };
}

/** The old ones are void. */
export async function replaceRecoveryCodes(
  db: TenantDb,
  { userId, hashes }: { userId: string; hashes: Uint8Array<ArrayBuffer>[] },
): Promise<void> {
  await db.recoveryCode.deleteMany({ where: { userId } });
  await db.recoveryCode.createMany({ data: hashes.map((codeHash) => ({ userId, codeHash })) });
}

/** Uses a code up; false when it is none of theirs, or was used before. */
export async function spendRecoveryCode(
  ctx: VisitorContext,
  db: TenantDb,
  { userId, code }: { userId: string; code: string },
): Promise<boolean> {
  const { count } = await db.recoveryCode.updateMany({
    where: { userId, codeHash: hashSecret(code), usedAt: null },
    data: { usedAt: ctx.now },
  });
  if (count === 0) return false;
  await recordAccountActivity(ctx, db, { userId, event: "recovery_code_used" });

  return true;
}
