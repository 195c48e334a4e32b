"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import {
  changeEmailSchema,
  changePasswordSchema,
  profileSchema,
  sessionIdSchema,
} from "@/lib/accounts/schema";
import { confirmEmailChange, requestEmailChange } from "@/lib/accounts/service/change-email";
import { changePassword } from "@/lib/accounts/service/change-password";
import { changeProfile } from "@/lib/accounts/service/get-account";
import { closeAllSessions, closeSession } from "@/lib/accounts/service/sessions";
import { EMAIL_LINK } from "@/lib/web/account-links";
import { accountAction, visitorAction } from "@/lib/web/action";
import { rememberInBrowser } from "@/lib/web/locale";
import { endSession, startSession } from "@/lib/web/session";

export const changeProfileAction = accountAction(profileSchema, async ({ ctx }, input) => {
  await changeProfile(ctx, input);
  await rememberInBrowser(input.locale);
  redirect("/account?done=profile");
});

export const changePasswordAction = accountAction(changePasswordSchema, async ({ ctx }, input) => {
  await startSession(await changePassword(ctx, input));
  redirect("/account?done=password");
});

export const changeEmailAction = accountAction(changeEmailSchema, async ({ ctx }, input) => {
  await requestEmailChange(ctx, input);
  redirect("/account?done=email");
});

/** Whoever opens the link need not be signed in here: it went to their mailbox. */
export const confirmEmailAction = visitorAction(z.object({}), async (ctx) => {
  await confirmEmailChange(ctx, await EMAIL_LINK.read());
  await EMAIL_LINK.forget();
  redirect("/confirm-email?done=1");
});

export const closeSessionAction = accountAction(sessionIdSchema, async ({ ctx }, input) => {
  await closeSession(ctx, input.sessionId);
  redirect("/account/sessions?done=1");
});

export const closeAllSessionsAction = accountAction(z.object({}), async ({ ctx }) => {
  await closeAllSessions(ctx);
  await endSession();
  redirect("/sign-in?signedOut=1");
});
