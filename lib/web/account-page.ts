import "server-only";

import { type Translate, translator } from "@/lib/platform/messages";
import type { Reader } from "@/lib/shared/format";
import { type AccountRequest, requireAccount } from "@/lib/web/page-context";

export type AccountPage = AccountRequest & {
  path: string;
  /** An account's times are its person's. */
  reader: Reader;
  t: Translate;
  common: Translate;
  appointments: Translate;
};

/** What every page of an account needs; strangers sign in first. */
export async function accountPage(path: string): Promise<AccountPage> {
  const request = await requireAccount(path);
  const { locale, account } = request;

  return {
    ...request,
    path,
    reader: { locale, timeZone: account.timeZone },
    t: translator(locale, "account"),
    common: translator(locale, "common"),
    appointments: translator(locale, "appointments"),
  };
}

/** Every zone a person can live in, as the runtime knows them. */
export function timeZones(): readonly string[] {
  return Intl.supportedValuesOf("timeZone");
}
