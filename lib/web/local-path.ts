/** A path on this site from what a form or an address says, so that nobody is led elsewhere. */
export function localPath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || !value.startsWith("/") || /[\\\p{Cc}]/u.test(value)) {
    return fallback;
  }
  const base = "http://local.invalid";

  return URL.canParse(value, base) && new URL(value, base).origin === base ? value : fallback;
}
