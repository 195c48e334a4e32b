import "server-only";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { decode, encode } from "next-auth/jwt";
import * as z from "zod";

import type { Identity } from "@/lib/accounts/service/sign-in";
import { env } from "@/lib/platform/env";
import { localPath } from "@/lib/web/local-path";
import { secretCookie, startSession } from "@/lib/web/session";

const NAME = "second-step";
const PATH = "/sign-in";
const MINUTES_5 = 300;
/** Another key than a session's: this token alone opens nothing. */
const SALT = "second-step";

const pendingSchema = z.object({ sub: z.uuid(), epoch: z.int(), returnTo: z.string() });

export type PendingSignIn = { userId: string; sessionEpoch: number; returnTo: string };

/** Lets somebody in who proved a password, or asks for their code first. */
export async function enter(identity: Identity, returnTo: string): Promise<never> {
  if (!identity.hasSecondFactor) {
    await startSession(identity);
    redirect(returnTo);
  }
  const token = await encode({
    token: { sub: identity.userId, epoch: identity.sessionEpoch, returnTo },
    secret: env().AUTH_SECRET,
    salt: SALT,
    maxAge: MINUTES_5,
  });
  (await cookies()).set(NAME, token, secretCookie(PATH, MINUTES_5));
  redirect(`${PATH}/code`);
}

/** Who has proved their password in this browser within the last five minutes. */
export async function readPendingSignIn(): Promise<PendingSignIn | null> {
  const token = (await cookies()).get(NAME)?.value;
  if (token === undefined) return null;
  try {
    const claims = await decode({ token, secret: env().AUTH_SECRET, salt: SALT });
    const { sub, epoch, returnTo } = pendingSchema.parse(claims);

    return { userId: sub, sessionEpoch: epoch, returnTo: localPath(returnTo, "/companies") };
  } catch {
    // Run out, or of another installation: the same as none.
    return null;
  }
}

export async function forgetPendingSignIn(): Promise<void> {
  (await cookies()).set(NAME, "", secretCookie(PATH, 0));
}
