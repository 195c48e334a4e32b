import "server-only";

import { cookies } from "next/headers";

import { secretCookie } from "@/lib/web/session";

const NAME = "password-reset";
const PATH = "/reset-password";
const HOUR_SECONDS = 3600;

/** The secret leaves the address at once, like that of every link of ours. */
export async function resetLinkRoute(token: string): Promise<Response> {
  (await cookies()).set(NAME, token.slice(0, 100), secretCookie(PATH, HOUR_SECONDS));

  return new Response(null, {
    status: 303,
    headers: { location: PATH, "cache-control": "no-store", "referrer-policy": "no-referrer" },
  });
}

/** The token of the reset link that was opened in this browser, or an empty one. */
export async function readResetToken(): Promise<string> {
  return (await cookies()).get(NAME)?.value ?? "";
}

export async function forgetResetToken(): Promise<void> {
  (await cookies()).set(NAME, "", secretCookie(PATH, 0));
}
