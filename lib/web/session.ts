import "server-only";

import { cookies } from "next/headers";
import type { AuthOptions } from "next-auth";
import { decode, encode } from "next-auth/jwt";
import CredentialsProvider from "next-auth/providers/credentials";
import * as z from "zod";

import { signInSchema } from "@/lib/accounts/schema";
import { type Identity, signIn } from "@/lib/accounts/service/sign-in";
import { env } from "@/lib/platform/env";
import { createVisitorContext } from "@/lib/tenancy/context";
import { requestOrigin } from "@/lib/web/request-origin";

const SESSION_SECONDS = 14 * 86_400;

export type Session = { userId: string; sessionEpoch: number };

const claimsSchema = z.object({ sub: z.uuid(), epoch: z.int().positive(), email: z.email() });

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
        credentials: { email: { type: "email" }, password: { type: "password" } },
        authorize: async (credentials) => {
          const input = signInSchema.safeParse(credentials);
          if (!input.success) return null;
          const ctx = createVisitorContext(null, { origin: await requestOrigin() });
          const { userId, name, email, sessionEpoch } = await signIn(ctx, input.data);

          return { id: userId, name, email, sessionEpoch };
        },
      }),
    ],
    callbacks: {
      jwt: ({ token, user, trigger }) =>
        trigger === "signIn" && "sessionEpoch" in user
          ? { ...token, epoch: user.sessionEpoch }
          : token,
    },
  };
}

async function readClaims(): Promise<z.output<typeof claimsSchema> | null> {
  const token = (await cookies()).get(cookieName())?.value;
  if (token === undefined) return null;
  try {
    return claimsSchema.parse(await decode({ token, secret: env().AUTH_SECRET }));
  } catch {
    // A cookie of another installation, or one that somebody wrote: the same as none.
    return null;
  }
}

/** Who the session's cookie says is asking; whether that still holds is read with each request. */
export async function readSession(): Promise<Session | null> {
  const claims = await readClaims();

  return claims === null ? null : { userId: claims.sub, sessionEpoch: claims.epoch };
}

/** The address that the session in this browser was started with. */
export async function readSessionEmail(): Promise<string | null> {
  return (await readClaims())?.email ?? null;
}

/** Starts a session as next-auth would, for forms that work without JavaScript. */
export async function startSession({ userId, name, email, sessionEpoch }: Identity): Promise<void> {
  const token = await encode({
    token: { sub: userId, name, email, epoch: sessionEpoch },
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

export async function endSession(): Promise<void> {
  (await cookies()).delete(cookieName());
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
