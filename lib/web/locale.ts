import "server-only";

import { cookies, headers } from "next/headers";

import { type Locale, localeSchema } from "@/lib/shared/schema";

export const LOCALE_COOKIE = "locale";

const YEAR_SECONDS = 365 * 86_400;

/** Remembers a language in this browser. */
export async function rememberInBrowser(locale: Locale): Promise<void> {
  (await cookies()).set(LOCALE_COOKIE, locale, {
    sameSite: "lax",
    path: "/",
    maxAge: YEAR_SECONDS,
  });
}

/** The language of a link's mail, for a browser in which nobody has chosen one yet. */
export async function suggestLocale(locale: Locale): Promise<void> {
  if (!(await cookies()).has(LOCALE_COOKIE)) await rememberInBrowser(locale);
}

/** What the person chose; else what we know of them; else what their browser asks for; else German. */
export async function requestLocale(known?: Locale): Promise<Locale> {
  const chosen = localeSchema.safeParse((await cookies()).get(LOCALE_COOKIE)?.value);
  if (chosen.success) return chosen.data;
  if (known !== undefined) return known;

  return preferred((await headers()).get("accept-language") ?? "");
}

/** The better placed of our languages in an Accept-Language header; German without any of them. */
export function preferred(acceptLanguage: string): Locale {
  const wanted = acceptLanguage
    .split(",")
    .map((entry) => {
      const [tag = "", quality = "q=1"] = entry.trim().split(";");

      return { language: tag.slice(0, 2).toLowerCase(), weight: Number(quality.trim().slice(2)) };
    })
    .sort((one, other) => other.weight - one.weight)
    .find(({ language }) => localeSchema.safeParse(language).success);

  return wanted?.language === "en" ? "en" : "de";
}
