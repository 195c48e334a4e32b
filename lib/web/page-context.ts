import "server-only";

import { notFound, redirect } from "next/navigation";
import { cache } from "react";

import { DomainError } from "@/lib/shared/errors";
import type { Reader } from "@/lib/shared/format";
import { type Locale, slugSchema } from "@/lib/shared/schema";
import {
  createContext,
  createVisitorContext,
  type TenantContext,
  type VisitorContext,
} from "@/lib/tenancy/context";
import {
  findCompany,
  findMember,
  isSessionCurrent,
  type PortalCompany,
  type SignedInMember,
} from "@/lib/tenancy/find-member";
import { requestLocale } from "@/lib/web/locale";
import { requestOrigin } from "@/lib/web/request-origin";
import { readSession } from "@/lib/web/session";

/** A member's request to their company's portal: who, where, and how they read. */
export type MemberRequest = SignedInMember & {
  ctx: TenantContext & { actor: SignedInMember["member"] };
  locale: Locale;
  /** How the member reads times: in their language, in the company's zone. */
  reader: Reader;
};

/** The signed-in member of a company, read once a request; null for everybody else. */
export const findMemberRequest = cache(async (slug: string): Promise<MemberRequest | null> => {
  const session = await readSession();
  if (session === null || !slugSchema.safeParse(slug).success) return null;

  const origin = await requestOrigin();
  const visitor = createVisitorContext(session.userId, { origin });
  const found = await findMember(visitor, { session, slug });
  if (found === null) return null;

  const locale = await requestLocale(found.user.locale);

  return {
    ...found,
    ctx: createContext(found.company.id, found.member, { origin }) as MemberRequest["ctx"],
    locale,
    reader: { locale, timeZone: found.company.timeZone },
  };
});

/**
 * For portal pages: strangers sign in first, and come back. Somebody who is signed in and does not
 * belong to the company gets the page for what does not exist.
 */
export async function requireMember(slug: string): Promise<MemberRequest> {
  const found = await findMemberRequest(slug);
  if (found !== null) return found;

  const session = await readSession();
  const ctx = createVisitorContext(session?.userId ?? null, { origin: await requestOrigin() });
  if (session !== null && (await isSessionCurrent(ctx, session))) notFound();
  redirect(`/sign-in?returnTo=${encodeURIComponent(`/${slug}`)}`);
}

/** For pages that need no company: whoever is signed in, or nobody. */
export async function visitorContext(): Promise<VisitorContext> {
  const [session, origin] = await Promise.all([readSession(), requestOrigin()]);

  return createVisitorContext(session?.userId ?? null, { origin });
}

export type CompanyRequest = { ctx: TenantContext; company: PortalCompany };

/** A company's public side (invitations, manage links), as nobody in particular. */
export const findCompanyRequest = cache(async (slug: string): Promise<CompanyRequest | null> => {
  if (!slugSchema.safeParse(slug).success) return null;
  const origin = await requestOrigin();
  const company = await findCompany(createVisitorContext(null, { origin }), slug);
  if (company === null) return null;
  const actor = { kind: "system", name: "visitor" } as const;

  return { company, ctx: createContext(company.id, actor, { origin }) };
});

/** Runs a service for a page: what is not to be found is the 404 page, other refusals are thrown. */
export async function orNotFound<Result>(result: Promise<Result>): Promise<Result> {
  try {
    return await result;
  } catch (error) {
    if (error instanceof DomainError && error.kind === "not-found") notFound();
    throw error;
  }
}
