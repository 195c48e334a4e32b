import "server-only";

import { cookies } from "next/headers";
import { redirect } from "next/navigation";
import { decode, encode } from "next-auth/jwt";
import * as z from "zod";

import { env } from "@/lib/platform/env";
import { secretCookie } from "@/lib/web/session";

const NAME = "recovery-codes";
const PATH = "/account/second-factor/codes";
const MINUTES_10 = 600;
const SALT = "recovery-codes";

const codesSchema = z.object({ codes: z.array(z.string()) });

/**
 * Leads to the page that shows new codes. They travel in the browser's own cookie, encrypted, because
 * the server keeps their hashes alone, and a page without JavaScript forgets an action's answer.
 */
export async function showRecoveryCodes({
  recoveryCodes,
}: {
  recoveryCodes: string[];
}): Promise<never> {
  const secret = env().AUTH_SECRET;
  const token = { codes: recoveryCodes };
  const value = await encode({ token, secret, salt: SALT, maxAge: MINUTES_10 });
  (await cookies()).set(NAME, value, secretCookie(PATH, MINUTES_10));
  redirect(PATH);
}

/** The codes this browser has just been given, for ten minutes; none afterwards. */
export async function readRecoveryCodes(): Promise<string[]> {
  const token = (await cookies()).get(NAME)?.value;
  if (token === undefined) return [];
  try {
    return codesSchema.parse(await decode({ token, secret: env().AUTH_SECRET, salt: SALT })).codes;
  } catch {
    // Run out, or of another installation: the same as none.
    return [];
  }
}

export async function forgetRecoveryCodes(): Promise<void> {
  (await cookies()).set(NAME, "", secretCookie(PATH, 0));
}
