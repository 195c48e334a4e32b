"use server";

import { redirect } from "next/navigation";
import * as z from "zod";

import { AccessLinkExpired } from "@/lib/customer-access/errors";
import { askForAccessSchema } from "@/lib/customer-access/schema";
import { askForAccess } from "@/lib/customer-access/service/ask-for-access";
import { endVisit, openVisit } from "@/lib/customer-access/service/visit";
import { companyAction } from "@/lib/web/action";
import { forgetVisit, keepVisit, readAccessToken, readVisit } from "@/lib/web/visit-cookie";

export const askForAccessAction = companyAction(
  askForAccessSchema,
  async ({ ctx, company }, { email }) => {
    await askForAccess(ctx, email);
    redirect(`/c/${company.slug}?sent=1`);
  },
);

export const openVisitAction = companyAction(z.object({}), async ({ ctx, company }) => {
  try {
    await keepVisit(company, await openVisit(ctx, await readAccessToken(company)));
  } catch (error) {
    if (error instanceof AccessLinkExpired) redirect(`/c/${company.slug}/open`);
    throw error;
  }
  redirect(`/c/${company.slug}`);
});

export const endVisitAction = companyAction(z.object({}), async ({ ctx, company }) => {
  const { companyId, secret } = await readVisit();
  if (companyId === company.id) await endVisit(ctx, secret);
  await forgetVisit(company);
  redirect(`/c/${company.slug}?left=1`);
});
