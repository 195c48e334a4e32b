import "server-only";

import { redirect } from "next/navigation";

import { type Translate, translator } from "@/lib/platform/messages";
import { findManagedRequest, type ManagedRequest } from "@/lib/web/managed-request";

export type ManagedPage = ManagedRequest & {
  /** The appointment's own address. */
  href: string;
  customer: Translate;
  common: Translate;
  problems: Translate;
};

export type ManagedParams = Promise<{ company: string; appointment: string }>;

/** What a page behind a manage link needs; whoever has no (more a) valid link is told so. */
export async function managedPage(params: ManagedParams): Promise<ManagedPage> {
  const { company, appointment } = await params;
  const request = await findManagedRequest(company, appointment);
  if (request === null) redirect(`/c/${encodeURIComponent(company)}/link`);

  return {
    ...request,
    href: `/c/${company}/${appointment}`,
    customer: translator(request.locale, "customer"),
    common: translator(request.locale, "common"),
    problems: translator(request.locale, "problems"),
  };
}
