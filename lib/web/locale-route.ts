import "server-only";

import { rememberLocale } from "@/lib/accounts/service/list-memberships";
import { localeSchema } from "@/lib/shared/schema";
import { localPath } from "@/lib/web/local-path";
import { rememberInBrowser } from "@/lib/web/locale";
import { findAccountRequest } from "@/lib/web/page-context";
import { FORM_MAX_BYTES, readBody } from "@/lib/web/read-body";

/** Remembers the chosen language and goes back to the page; anything else changes nothing. */
export async function localeRoute(request: Request): Promise<Response> {
  const body = await readBody(request, FORM_MAX_BYTES);
  if (body === null) return new Response(null, { status: 413 });
  const type = request.headers.get("content-type") ?? "";
  const form = await new Response(body, { headers: { "content-type": type } })
    .formData()
    .catch(() => new FormData());
  const locale = localeSchema.safeParse(form.get("locale"));
  const location = localPath(form.get("returnTo"));

  if (locale.success) {
    await rememberInBrowser(locale.data);
    const account = await findAccountRequest();
    if (account !== null) await rememberLocale(account.ctx, locale.data);
  }

  return new Response(null, { status: 303, headers: { location } });
}
