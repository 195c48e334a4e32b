import "server-only";

import type { InvitationView } from "@/lib/invitations/schema";
import { viewInvitation } from "@/lib/invitations/service/find-invitation";
import { type Translate, translator } from "@/lib/platform/messages";
import type { Reader } from "@/lib/shared/format";
import { readInvitationToken } from "@/lib/web/invitation-cookie";
import { requestLocale } from "@/lib/web/locale";
import { findAccountRequest, findCompanyRequest } from "@/lib/web/page-context";
import { showUnknown } from "@/lib/web/unknown-page";

export type InvitationPage = InvitationView & {
  /** Whose session this browser has, if that is somebody else than the invited person. */
  otherAccount: string | null;
  reader: Reader;
  now: Date;
  t: Translate;
  common: Translate;
  problems: Translate;
};

/** What the page behind an invitation's link needs; without a cookie the link is an unknown one. */
export async function invitationPage(slug: string): Promise<InvitationPage> {
  const request = await findCompanyRequest(slug);
  if (request === null) showUnknown();
  const { company, ctx } = request;
  const view = await viewInvitation(ctx, { token: await readInvitationToken(company.id), company });
  const locale = await requestLocale(view.details?.locale);
  const email = (await findAccountRequest())?.account.email ?? null;
  const isOther = email !== null && email.toLowerCase() !== view.details?.email.toLowerCase();

  return {
    ...view,
    otherAccount: isOther ? email : null,
    reader: { locale, timeZone: company.timeZone },
    now: ctx.now,
    t: translator(locale, "invitation"),
    common: translator(locale, "common"),
    problems: translator(locale, "problems"),
  };
}
