import "server-only";

import { notFound, redirect } from "next/navigation";
import { v7 as uuidV7 } from "uuid";

import type { CustomerDetail } from "@/lib/customers/schema";
import { getCustomer } from "@/lib/customers/service/get-customer";
import { type Translate, translator } from "@/lib/platform/messages";
import { idSchema } from "@/lib/shared/schema";
import { orNotFound } from "@/lib/web/page-context";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type CustomersPage = PortalPage & { customers: Translate };

/** What the pages about customers need. */
export async function customersPage(params: PortalParams): Promise<CustomersPage> {
  const page = await portalPage(params);

  return { ...page, customers: translator(page.locale, "customers") };
}

/** The same for a form that adds somebody, under an id that is made with the page. */
export async function newCustomerPage(
  params: PortalParams,
): Promise<CustomersPage & { newId: string }> {
  return { ...(await customersPage(params)), newId: uuidV7() };
}

export type CustomerParams = Promise<{ company: string; customer: string }>;

/** One customer; of one who has gone into another one, the address is now the other's. */
export async function customerPage(
  params: CustomerParams,
): Promise<CustomersPage & { customer: CustomerDetail; href: string }> {
  const page = await customersPage(params);
  const { customer: id } = await params;
  if (!idSchema.safeParse(id).success) notFound();
  const customer = await orNotFound(getCustomer(page.ctx, id));
  if ("mergedInto" in customer) redirect(`${page.home}/customers/${customer.mergedInto}`);

  return { ...page, customer, href: `${page.home}/customers/${id}` };
}

/** The title of one of the pages. */
export async function customersTitle(params: PortalParams, key: string): Promise<string> {
  const { portal, customers, company } = await customersPage(params);

  return portal("pageTitle", { page: customers(key), company: company.name });
}
