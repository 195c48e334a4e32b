import "server-only";

import { type Namespace, type Translate, translator } from "@/lib/platform/messages";
import type { Locale } from "@/lib/shared/schema";
import { requestLocale } from "@/lib/web/locale";

export type PageTexts = { locale: Locale; t: Translate; common: Translate };

/** A page's sentences: its own area's and the shared ones, in the reader's language. */
export async function pageTexts(namespace: Namespace, known?: Locale): Promise<PageTexts> {
  const locale = await requestLocale(known);

  return { locale, t: translator(locale, namespace), common: translator(locale, "common") };
}
