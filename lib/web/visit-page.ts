import "server-only";

import type { OwnAppointments } from "@/lib/customer-access/schema";
import { findOwnAppointments } from "@/lib/customer-access/service/list-own-appointments";
import { isAccessLinkOpen } from "@/lib/customer-access/service/visit";
import type { Reader } from "@/lib/shared/format";
import type { PortalCompany } from "@/lib/tenancy/find-member";
import { type CompanyRequest, findCompanyRequest } from "@/lib/web/page-context";
import { type PageTexts, pageTexts } from "@/lib/web/page-texts";
import { showUnknown } from "@/lib/web/unknown-page";
import { readAccessToken, readVisit } from "@/lib/web/visit-cookie";

export type CompanyPage = PageTexts & {
  company: PortalCompany;
  href: string;
  reader: Reader;
  now: Date;
};

/** What a company's pages for its customers need before they show an appointment. */
export async function companyPage(slug: string): Promise<CompanyPage> {
  return toPage(await requireCompany(slug));
}

/** The page of "my appointments": what an open visit shows, or null before and after one. */
export async function visitPage(
  slug: string,
): Promise<CompanyPage & { own: OwnAppointments | null }> {
  const request = await requireCompany(slug);
  const { companyId, secret } = await readVisit();
  const isVisiting = companyId === request.company.id && secret !== "";

  return {
    ...(await toPage(request)),
    own: isVisiting ? await findOwnAppointments(request.ctx, secret) : null,
  };
}

/** The page behind an access link: whether it can still be used. */
export async function accessLinkPage(slug: string): Promise<CompanyPage & { isOpen: boolean }> {
  const request = await requireCompany(slug);
  const token = await readAccessToken(request.company);

  return { ...(await toPage(request)), isOpen: await isAccessLinkOpen(request.ctx, token) };
}

async function requireCompany(slug: string): Promise<CompanyRequest> {
  const request = await findCompanyRequest(slug);
  if (request === null) showUnknown();

  return request;
}

async function toPage({ company, ctx }: CompanyRequest): Promise<CompanyPage> {
  const texts = await pageTexts("customer");

  return {
    ...texts,
    company,
    href: `/c/${company.slug}`,
    reader: { locale: texts.locale, timeZone: company.timeZone },
    now: ctx.now,
  };
}
