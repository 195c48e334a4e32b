import "server-only";

import { notFound, redirect } from "next/navigation";
import { after } from "next/server";
import { cache } from "react";

import type { Account } from "@/lib/accounts/schema";
import { findAccount } from "@/lib/accounts/service/get-account";
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
  markSeen,
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

/** The signed-in member of a company, before any gate; read once a request. */
export const findGatedRequest = cache(async (slug: string): Promise<MemberRequest | null> => {
  const session = await readSession();
  if (session === null || !slugSchema.safeParse(slug).success) return null;

  const origin = await requestOrigin();
  const visitor = createVisitorContext(session.userId, { origin });
  const found = await findMember(visitor, { session, slug });
  if (found === null) return null;

  const locale = await requestLocale(found.user.locale);
  const ctx = createContext(found.company.id, found.member, { origin }) as MemberRequest["ctx"];
  if (found.isUnseen) {
    const { membershipId } = found.member;
    after(() => markSeen(ctx, { membershipId, sessionId: session.sessionId }));
  }

  return { ...found, ctx, locale, reader: { locale, timeZone: found.company.timeZone } };
});

/** The signed-in member of a company whose portal is open to them; null for everybody else. */
export async function findMemberRequest(slug: string): Promise<MemberRequest | null> {
  const found = await findGatedRequest(slug);

  return found?.gate === null ? found : null;
}

/**
 * For portal pages: strangers sign in first, and come back. Somebody who is signed in and does not
 * belong to the company gets the page for what does not exist; while a gate is closed, the page that
 * says why.
 */
export async function requireMember(slug: string): Promise<MemberRequest> {
  const found = await findGatedRequest(slug);
  if (found === null) {
    if ((await findAccountRequest()) !== null) notFound();
    redirect(`/sign-in?returnTo=${encodeURIComponent(`/${slug}`)}`);
  }
  if (found.gate !== null) redirect(`/closed/${slug}`);

  return found;
}

export type AccountRequest = {
  ctx: VisitorContext;
  account: Account;
  sessionId: string;
  locale: Locale;
};

/** Whoever is signed in, whatever companies they belong to; read once a request. */
export const findAccountRequest = cache(async (): Promise<AccountRequest | null> => {
  const session = await readSession();
  if (session === null) return null;
  const ctx = createVisitorContext(session.userId, { origin: await requestOrigin() });
  const account = await findAccount(ctx, session);
  if (account === null) return null;

  return {
    ctx,
    account,
    sessionId: session.sessionId,
    locale: await requestLocale(account.locale),
  };
});

/** For pages of an account: strangers sign in first, and come back to this path. */
export async function requireAccount(path: string): Promise<AccountRequest> {
  const request = await findAccountRequest();
  if (request === null) redirect(`/sign-in?returnTo=${encodeURIComponent(path)}`);

  return request;
}

/** For what needs no account: signing in, a forgotten password. */
export async function visitorContext(): Promise<VisitorContext> {
  return createVisitorContext(null, { origin: await requestOrigin() });
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
