import "server-only";

import { rememberLocale } from "@/lib/accounts/service/list-memberships";
import { localeSchema } from "@/lib/shared/schema";
import { localPath } from "@/lib/web/local-path";
import { rememberInBrowser } from "@/lib/web/locale";
import { findAccountRequest } from "@/lib/web/page-context";

/** Remembers the chosen language and goes back to the page; anything else changes nothing. */
export async function localeRoute(request: Request): Promise<Response> {
  const form = await request.formData().catch(() => new FormData());
  const locale = localeSchema.safeParse(form.get("locale"));
  const location = localPath(form.get("returnTo"));

  if (locale.success) {
    await rememberInBrowser(locale.data);
    const request = await findAccountRequest();
    if (request !== null) await rememberLocale(request.ctx, locale.data);
  }

  return new Response(null, { status: 303, headers: { location } });
}
