import "server-only";

import { cookies } from "next/headers";

import { secretCookie } from "@/lib/web/session";

const DAYS_SECONDS = 3 * 86_400;

function cookieName(companyId: string): string {
  return `invitation-${companyId}`;
}

/** Moves an invitation's secret from the address into a cookie that only its page gets. */
export async function keepInvitationToken(
  company: { id: string; slug: string },
  token: string,
): Promise<void> {
  const cookie = secretCookie(`/i/${company.slug}`, DAYS_SECONDS);
  (await cookies()).set(cookieName(company.id), token.slice(0, 200), cookie);
}

/** The invitation that was opened in this browser, or an empty text. */
export async function readInvitationToken(companyId: string): Promise<string> {
  return (await cookies()).get(cookieName(companyId))?.value ?? "";
}
