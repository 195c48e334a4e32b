/** A path on this site from what a form or an address says, so that nobody is led elsewhere. */
export function localPath(value: unknown, fallback = "/"): string {
  if (typeof value !== "string" || !value.startsWith("/") || /[\\\p{Cc}]/u.test(value)) {
    return fallback;
  }
  const base = "http://local.invalid";
  if (!URL.canParse(value, base)) return fallback;
  const { origin, pathname, search, hash } = new URL(value, base);
  // As browsers read it: "/..//elsewhere" has become "//elsewhere" by now.
  if (origin !== base || pathname.startsWith("//")) return fallback;

  return `${pathname}${search}${hash}`;
}
