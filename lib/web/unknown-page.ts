import { redirect } from "next/navigation";

/** No route leads here: Next answers with the page for what does not exist, drawn by the server. */
export const UNKNOWN_PAGE = "/_not-found";

/**
 * For customers and invited people, who may have no JavaScript: what `notFound()` throws is drawn in the
 * browser alone.
 */
export function showUnknown(): never {
  redirect(UNKNOWN_PAGE);
}
