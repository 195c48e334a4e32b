import "server-only";

import { cookies } from "next/headers";

import { ACCESS_LINK_MINUTES, VISIT_MINUTES } from "@/lib/customer-access/schema";
import { secretCookie } from "@/lib/web/session";

type Company = { id: string; slug: string };

/** All pages of the company's customers get it, and nobody else's. */
const VISIT = "visit";
const accessPath = ({ slug }: Company) => `/c/${slug}/open`;
const accessName = ({ id }: Company) => `access-${id}`;

export async function keepVisit(company: Company, secret: string): Promise<void> {
  const store = await cookies();
  store.set(
    VISIT,
    `${company.id}.${secret}`,
    secretCookie(`/c/${company.slug}`, VISIT_MINUTES * 60),
  );
  store.set(accessName(company), "", { ...secretCookie(accessPath(company), 0) });
}

/** The visit that this browser has open in the company whose page asks; empty texts without one. */
export async function readVisit(): Promise<{ companyId: string; secret: string }> {
  const [companyId = "", secret = ""] = ((await cookies()).get(VISIT)?.value ?? "").split(".");

  return { companyId, secret };
}

export async function forgetVisit({ slug }: Company): Promise<void> {
  (await cookies()).set(VISIT, "", secretCookie(`/c/${slug}`, 0));
}

/** Moves an access link's secret from the address into a cookie that only the next page gets. */
export async function keepAccessToken(company: Company, token: string): Promise<void> {
  const cookie = secretCookie(accessPath(company), ACCESS_LINK_MINUTES * 60);
  (await cookies()).set(accessName(company), token.slice(0, 200), cookie);
}

export async function readAccessToken(company: Company): Promise<string> {
  return (await cookies()).get(accessName(company))?.value ?? "";
}
