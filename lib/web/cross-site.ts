import "server-only";

/**
 * Refuses what another site's page has led to, as the browser says: a download writes to the log, and a link
 * there must not make it. Null for one's own pages, bookmarks, typed addresses and other programs.
 */
export function refuseCrossSite(request: Request): Response | null {
  if (request.headers.get("sec-fetch-site") !== "cross-site") return null;

  return new Response("Forbidden", { status: 403, headers: { "cache-control": "no-store" } });
}
