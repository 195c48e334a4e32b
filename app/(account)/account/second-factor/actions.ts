"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { bothFactorsSchema, codeSchema, proofSchema } from "@/lib/accounts/schema";
import { disableSecondFactor } from "@/lib/accounts/service/disable-second-factor";
import { renewRecoveryCodes } from "@/lib/accounts/service/renew-recovery-codes";
import { confirmSecondFactor, startSecondFactor } from "@/lib/accounts/service/second-factor";
import { accountAction } from "@/lib/web/action";
import { forgetRecoveryCodes, showRecoveryCodes } from "@/lib/web/recovery-codes";

export const startSecondFactorAction = accountAction(proofSchema, async ({ ctx }, input) => {
  await startSecondFactor(ctx, input);
  redirect("/account/second-factor");
});

export const confirmSecondFactorAction = accountAction(
  codeSchema,
  async ({ ctx, sessionId }, { code }) => {
    await showRecoveryCodes(await confirmSecondFactor(ctx, { code, sessionId }));
  },
);

export const disableSecondFactorAction = accountAction(
  bothFactorsSchema,
  async ({ ctx }, input) => {
    await disableSecondFactor(ctx, input);
    redirect("/account?done=secondFactorOff");
  },
);

export const renewRecoveryCodesAction = accountAction(bothFactorsSchema, async ({ ctx }, input) =>
  showRecoveryCodes(await renewRecoveryCodes(ctx, input)),
);

export const recoveryCodesKeptAction = accountAction(z.object({}), async () => {
  await forgetRecoveryCodes();
  redirect("/account");
});
