import "server-only";

import { cookies } from "next/headers";
import type { AuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import { cache } from "react";
import * as z from "zod";

import { codeSchema, signInSchema } from "@/lib/accounts/schema";
import { checkSecondFactor } from "@/lib/accounts/service/check-second-factor";
import type { SessionClaim } from "@/lib/accounts/service/get-account";
import { closeSession, openSession, SESSION_SECONDS } from "@/lib/accounts/service/sessions";
import { type Identity, signIn } from "@/lib/accounts/service/sign-in";
import { env } from "@/lib/platform/env";
import { type Locale, localeSchema } from "@/lib/shared/schema";
import { createVisitorContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";
import { requestOrigin } from "@/lib/web/request-origin";

const claimsSchema = z.object({
  sub: z.uuid(),
  sid: z.uuid(),
  epoch: z.int().positive(),
  email: z.email(),
  // Missing in sessions from before it was kept.
  locale: localeSchema.optional().catch(undefined),
});

function isSecure(): boolean {
  return env().APP_URL.startsWith("https://");
}

function cookieName(): string {
  return `${isSecure() ? "__Secure-" : ""}next-auth.session-token`;
}

/** next-auth with one provider; our own forms use the same service and the same cookie. */
export function authOptions(): AuthOptions {
  return {
    secret: env().AUTH_SECRET,
    session: { strategy: "jwt", maxAge: SESSION_SECONDS },
    pages: { signIn: "/sign-in", error: "/sign-in" },
    useSecureCookies: isSecure(),
    providers: [
      CredentialsProvider({
        credentials: {
          email: { type: "email" },
          password: { type: "password" },
          code: { type: "text" },
        },
        authorize: async (credentials) => {
          const input = signInSchema.safeParse(credentials);
          if (!input.success) return null;
          const ctx = createVisitorContext(null, { origin: await requestOrigin() });
          let identity = await signIn(ctx, input.data);
          if (identity.hasSecondFactor) {
            const { code } = codeSchema.parse(credentials);
            identity = await checkSecondFactor(ctx, { userId: identity.userId, code });
          }
          const { userId, name, email, locale, sessionEpoch } = identity;
          const sid = await openSession(ctx, userId);

          return { id: userId, name, email, locale, sessionEpoch, sid };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user, trigger }) =>
        trigger === "signIn" && "sessionEpoch" in user && "sid" in user && "locale" in user
          ? { ...token, epoch: user.sessionEpoch, sid: user.sid, locale: user.locale }
          : token,
    },
    events: {
      // A copy of the cookie must not outlive it, whichever way its person signs out.
      signOut: async ({ token }) => {
        const { data } = claimsSchema.safeParse(token);
        if (data !== undefined) await close({ userId: data.sub, sessionId: data.sid });
      },
    },
  };
}

/** Opened once a request: the key is derived anew each time. */
const readClaims = cache(async (): Promise<z.output<typeof claimsSchema> | null> => {
  const token = (await cookies()).get(cookieName())?.value;
  if (token === undefined) return null;
  try {
    return claimsSchema.parse(await decode({ token, secret: env().AUTH_SECRET }));
  } catch {
    // A cookie of another installation, or one that somebody wrote: the same as none.
    return null;
  }
});

/** The language of whoever is signed in, as it was then: for what is drawn before they are looked up. */
export async function sessionLocale(): Promise<Locale | undefined> {
  return (await readClaims())?.locale;
}

/** Who the session's cookie says is asking; whether that still holds is read with each request. */
export async function readSession(): Promise<SessionClaim | null> {
  const claims = await readClaims();

  return claims === null
    ? null
    : { userId: claims.sub, sessionEpoch: claims.epoch, sessionId: claims.sid };
}

/** Starts a session as next-auth would, for forms that work without JavaScript. */
export async function startSession(identity: Identity): Promise<void> {
  const { userId, name, email, locale, sessionEpoch } = identity;
  const origin = await requestOrigin();
  const sid = await openSession(createVisitorContext(userId, { origin }), userId);
  const token = await encode({
    token: { sub: userId, name, email, locale, epoch: sessionEpoch, sid },
    secret: env().AUTH_SECRET,
    maxAge: SESSION_SECONDS,
  });
  (await cookies()).set(cookieName(), token, {
    httpOnly: true,
    sameSite: "lax",
    path: "/",
    secure: isSecure(),
    maxAge: SESSION_SECONDS,
  });
}

/** Ends the session in the browser and in the list of sessions. */
export async function endSession(): Promise<void> {
  const session = await readSession();
  (await cookies()).delete(cookieName());
  if (session !== null) await close(session);
}

async function close({ userId, sessionId }: Omit<SessionClaim, "sessionEpoch">): Promise<void> {
  const ctx = createVisitorContext(userId, { origin: await requestOrigin() });
  try {
    await closeSession(ctx, sessionId);
  } catch (error) {
    // It had been ended from somewhere else already.
    if (!(error instanceof NotFound)) throw error;
  }
}

/** Cookies of ours that carry a secret: never readable by scripts, only over HTTPS where we have it. */
export function secretCookie(path: string, maxAgeSeconds: number) {
  return {
    httpOnly: true,
    sameSite: "lax",
    path,
    secure: isSecure(),
    maxAge: maxAgeSeconds,
  } as const;
}
