"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import {
  requestPasswordResetSchema,
  resetPasswordSchema,
  signInSchema,
} from "@/lib/accounts/schema";
import { requestPasswordReset, resetPassword } from "@/lib/accounts/service/password-reset";
import { signIn } from "@/lib/accounts/service/sign-in";
import { visitorAction } from "@/lib/web/action";
import { localPath } from "@/lib/web/local-path";
import { forgetResetToken, readResetToken } from "@/lib/web/reset-cookie";
import { endSession, startSession } from "@/lib/web/session";

export const signInAction = visitorAction(
  signInSchema.extend({ returnTo: z.string().default("") }),
  async (ctx, { returnTo, ...input }) => {
    await startSession(await signIn(ctx, input));
    redirect(localPath(returnTo, "/companies"));
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
  await startSession(await resetPassword(ctx, { token: await readResetToken(), password }));
  await forgetResetToken();
  redirect("/companies");
});

export async function signOutAction(): Promise<void> {
  await endSession();
  redirect("/sign-in?signedOut=1");
}
