import "server-only";

import { notFound } from "next/navigation";
import { createHash } from "node:crypto";

import { mailFilterSchema } from "@/lib/delivery/schema";
import { getMail } from "@/lib/delivery/service/get-mail";
import { getMailCounts, type MailCounts } from "@/lib/delivery/service/get-mail-overview";
import { listMails, type MailPage as MailList } from "@/lib/delivery/service/list-mails";
import { type Translate, translator } from "@/lib/platform/messages";
import { DomainError } from "@/lib/shared/errors";
import { findMemberRequest } from "@/lib/web/page-context";
import { type PortalPage, portalPage, type PortalParams } from "@/lib/web/portal-page";

export type MailPage = PortalPage & { delivery: Translate };

/** What the pages of the mail queue need. */
export async function mailPage(params: PortalParams): Promise<MailPage> {
  const page = await portalPage(params);

  return { ...page, delivery: translator(page.locale, "delivery") };
}

/** Stands for what the page shows: while it is the same, there is nothing to draw again. */
export function mailMark(list: MailList, counts: MailCounts): string {
  const { attention, waiting, sending } = counts;
  const shown = JSON.stringify([list, attention, waiting, sending, counts.pause]);

  return createHash("sha256").update(shown).digest("base64url").slice(0, 16);
}

/** Tells an open page whether it still shows what is; strangers get nothing. */
export async function mailStateRoute(request: Request, company: string): Promise<Response> {
  const member = await findMemberRequest(company);
  if (member === null) return new Response(null, { status: 404 });
  const filter = mailFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  try {
    const list = await listMails(member.ctx, filter);
    const mark = mailMark(list, await getMailCounts(member.ctx));

    return Response.json({ mark }, { headers: { "cache-control": "no-store" } });
  } catch (error) {
    if (error instanceof DomainError) return new Response(null, { status: 404 });
    throw error;
  }
}

/** Links in the preview lead nowhere: their secret is left out, and nobody should try them. */
const LINK = / href="[^"]*"/g;
const MASKED = /\.SECRET\b/g;

/** A stored mail for the frame that shows it. */
export async function mailFrameRoute(company: string, id: string): Promise<Response> {
  const member = await findMemberRequest(company);
  if (member === null) notFound();
  const message = await findMessage(member.ctx, id);
  if (message === null) notFound();

  return new Response(withoutSecret(message.html.replaceAll(LINK, "")), {
    headers: { "content-type": "text/html; charset=utf-8", "cache-control": "no-store" },
  });
}

async function findMessage(ctx: Parameters<typeof getMail>[0], id: string) {
  try {
    return (await getMail(ctx, id)).message;
  } catch (error) {
    if (error instanceof DomainError) return null;
    throw error;
  }
}

/** Where the secret of a link was cut out, dots say that something is missing. */
export function withoutSecret(text: string): string {
  return text.replaceAll(MASKED, ".•••");
}
