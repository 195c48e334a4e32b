"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import {
  codeSchema,
  requestPasswordResetSchema,
  resetPasswordSchema,
  signInSchema,
} from "@/lib/accounts/schema";
import { checkSecondFactor } from "@/lib/accounts/service/check-second-factor";
import { requestPasswordReset, resetPassword } from "@/lib/accounts/service/password-reset";
import { signIn } from "@/lib/accounts/service/sign-in";
import { setUpSchema } from "@/lib/companies/schema";
import { setUp } from "@/lib/companies/service/set-up";
import { RESET_LINK, SETUP_LINK } from "@/lib/web/account-links";
import { visitorAction } from "@/lib/web/action";
import { localPath } from "@/lib/web/local-path";
import { enter, forgetPendingSignIn, readPendingSignIn } from "@/lib/web/second-step";
import { endSession, startSession } from "@/lib/web/session";
import { founderContext } from "@/lib/web/setup-page";

export const signInAction = visitorAction(
  signInSchema.extend({ returnTo: z.string().default("") }),
  async (ctx, { returnTo, ...input }) => {
    await enter(await signIn(ctx, input), localPath(returnTo, "/companies"));
  },
);

export const requestPasswordResetAction = visitorAction(
  requestPasswordResetSchema,
  async (ctx, { email }) => {
    await requestPasswordReset(ctx, email);
    redirect("/forgot-password?sent=1");
  },
);

export const resetPasswordAction = visitorAction(resetPasswordSchema, async (ctx, { password }) => {
  const identity = await resetPassword(ctx, { token: await RESET_LINK.read(), password });
  await RESET_LINK.forget();
  await enter(identity, "/companies");
});

export const enterCodeAction = visitorAction(codeSchema, async (ctx, { code }) => {
  const pending = await readPendingSignIn();
  if (pending === null) redirect("/sign-in?tooLate=1");
  const identity = await checkSecondFactor(ctx, { userId: pending.userId, code });
  await forgetPendingSignIn();
  // The password was changed between the two steps: it has to be proved again.
  if (identity.sessionEpoch !== pending.sessionEpoch) redirect("/sign-in?tooLate=1");
  await startSession(identity);
  redirect(pending.returnTo);
});

export const setUpAction = visitorAction(setUpSchema, async (_visitor, input) => {
  const founder = await founderContext(input.name);
  const { identity, slug } = await setUp(founder, { ...input, token: await SETUP_LINK.read() });
  await SETUP_LINK.forget();
  await enter(identity, `/${slug}`);
});

export async function signOutAction(): Promise<void> {
  await endSession();
  redirect("/sign-in?signedOut=1");
}
