import "server-only";

import { notFound, redirect } from "next/navigation";

import { type Translate, translator } from "@/lib/platform/messages";
import type { Reader } from "@/lib/shared/format";
import {
  findOperatorRequest,
  isFactorMissing,
  type OperatorRequest,
} from "@/lib/web/operator-request";
import { findAccountRequest } from "@/lib/web/page-context";

export type PlatformPage = OperatorRequest & {
  path: string;
  reader: Reader;
  t: Translate;
  common: Translate;
};

/**
 * What every page of the platform needs; for those who do not run it there is no such page, and who runs it
 * without a second factor sets one up first.
 */
export async function platformPage(path: string): Promise<PlatformPage> {
  const request = await findOperatorRequest();
  if (request === null) {
    if (await isFactorMissing()) redirect("/account/second-factor?for=platform");
    if ((await findAccountRequest()) !== null) notFound();
    redirect(`/sign-in?returnTo=${encodeURIComponent(path)}`);
  }
  const { locale, account } = request;

  return {
    ...request,
    path,
    reader: { locale, timeZone: account.timeZone },
    t: translator(locale, "platform"),
    common: translator(locale, "common"),
  };
}
