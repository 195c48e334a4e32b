import { Secret, TOTP } from "otpauth";

import { codeSchema } from "@/lib/accounts/schema";
import {
  confirmSecondFactor,
  findSecondFactorSetup,
  startSecondFactor,
} from "@/lib/accounts/service/second-factor";
import type { VisitorContext } from "@/lib/tenancy/context";

/** What an authenticator app would show. */
export function appCode(secret: string, at: Date): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({ timestamp: at.getTime() });
}

/** Switches a person's factor on, and says its secret and its recovery codes as they are typed. */
export async function switchOn(
  ctx: VisitorContext,
  { currentPassword, sessionId }: { currentPassword: string; sessionId: string },
): Promise<{ secret: string; codes: string[] }> {
  await startSecondFactor(ctx, { currentPassword });
  const setup = await findSecondFactorSetup(ctx);
  const secret = setup!.secret;
  const code = appCode(secret, ctx.now);
  const { recoveryCodes } = await confirmSecondFactor(ctx, { code, sessionId });

  return { secret, codes: recoveryCodes.map((typed) => codeSchema.parse({ code: typed }).code) };
}
