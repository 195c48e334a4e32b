import "server-only";

import { cookies } from "next/headers";

import { openManagedAppointment, recordLinkOpened } from "@/lib/appointments/service/manage-link";
import { viewInvitation } from "@/lib/invitations/service/find-invitation";
import { recordInvitationOpened } from "@/lib/invitations/service/record-invitation-opened";
import { countClient } from "@/lib/platform/rate-limit";
import { DomainError } from "@/lib/shared/errors";
import { keepInvitationToken } from "@/lib/web/invitation-cookie";
import { suggestLocale } from "@/lib/web/locale";
import { manageCookie } from "@/lib/web/managed-request";
import { findCompanyRequest } from "@/lib/web/page-context";
import { requestOrigin } from "@/lib/web/request-origin";
import { secretCookie } from "@/lib/web/session";
import { UNKNOWN_PAGE } from "@/lib/web/unknown-page";
import { keepAccessToken } from "@/lib/web/visit-cookie";

const PER_CLIENT = { name: "link-client", points: 60, seconds: 300 };
const DAY_SECONDS = 86_400;

/** Scanners and prefetches open links, too: a link only shows, and leaves the address at once. */
const PRIVATE = { "cache-control": "no-store", "referrer-policy": "no-referrer" };

function seeOther(location: string): Response {
  return new Response(null, { status: 303, headers: { ...PRIVATE, location } });
}

async function isTooFast(): Promise<boolean> {
  const { ip } = await requestOrigin();

  return (await countClient(PER_CLIENT, ip)) !== null;
}

type Asked = { isOpened: boolean };

/**
 * A manage link: its secret moves from the address into a cookie that only this page gets. That it was
 * opened is kept, except for requests that only ask what there would be.
 */
export async function manageLinkRoute(
  slug: string,
  token: string,
  { isOpened }: Asked,
): Promise<Response> {
  const request = await findCompanyRequest(slug);
  if (request === null) return seeOther(UNKNOWN_PAGE);
  if (await isTooFast()) return new Response("Too many requests", { status: 429 });

  try {
    const { appointment } = await openManagedAppointment(request.ctx, token);
    const path = `/c/${slug}/${appointment.id}`;
    if (!isOpened) return seeOther(path);

    await recordLinkOpened(request.ctx, { appointmentId: appointment.id, token });
    const { name, value } = manageCookie({ companyId: request.company.id, token });
    (await cookies()).set(name, value, secretCookie(path, 30 * DAY_SECONDS));
    await suggestLocale(appointment.customer.locale);

    return seeOther(path);
  } catch (error) {
    if (error instanceof DomainError) return seeOther(`/c/${slug}/link`);
    throw error;
  }
}

/** The link to "my appointments": looking changes nothing, the page behind it asks before using it up. */
export async function accessLinkRoute(
  slug: string,
  token: string,
  { isOpened }: Asked,
): Promise<Response> {
  const request = await findCompanyRequest(slug);
  if (request === null) return seeOther(UNKNOWN_PAGE);
  if (await isTooFast()) return new Response("Too many requests", { status: 429 });
  if (isOpened) await keepAccessToken(request.company, token);

  return seeOther(`/c/${slug}/open`);
}

/**
 * An invitation's link: opening it changes nothing, whatever state the invitation is in. That it was
 * opened is kept, except for requests that only ask what there would be.
 */
export async function invitationLinkRoute(
  slug: string,
  token: string,
  { isOpened }: Asked,
): Promise<Response> {
  const request = await findCompanyRequest(slug);
  if (request === null) return seeOther(UNKNOWN_PAGE);
  if (await isTooFast()) return new Response("Too many requests", { status: 429 });

  await keepInvitationToken(request.company, token);
  const { details } = await viewInvitation(request.ctx, { token, company: request.company });
  if (details !== null) await suggestLocale(details.locale);
  if (isOpened) await recordInvitationOpened(request.ctx, token);

  return seeOther(`/i/${slug}`);
}
