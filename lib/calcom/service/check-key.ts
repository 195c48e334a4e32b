import "server-only";

import {
  CalendarAddressRefused,
  CalendarKeyRefused,
  CalendarUnreachable,
} from "@/lib/calcom/errors";
import type { Failure } from "@/lib/platform/calcom/answer";
import { readBaseUrl } from "@/lib/platform/calcom/base-url";
import { type CalcomClient, createCalcomClient } from "@/lib/platform/calcom/client";
import { env } from "@/lib/platform/env";
import type { DomainError } from "@/lib/shared/errors";
import { shortened } from "@/lib/shared/shortened";

/** What Cal.com answers to a key it does not take. */
const KEY_REFUSED = new Set([401, 403, 498]);
/** Somebody waits in front of the form. */
const TIMEOUT_MS = 6000;

type Checked = { baseUrl: string; client: CalcomClient; account: string };

/**
 * Asks Cal.com whose key this is.
 *
 * @throws CalendarAddressRefused
 * @throws CalendarKeyRefused
 * @throws CalendarUnreachable
 */
export async function checkKey(typed: { baseUrl: string; apiKey: string }): Promise<Checked> {
  const allowPrivateHosts = env().CALCOM_ALLOW_PRIVATE_HOSTS === "on";
  const baseUrl = readBaseUrl(typed.baseUrl, { allowPrivateHosts });
  if (baseUrl === null) throw addressRefused();
  const { apiKey } = typed;
  const client = createCalcomClient({
    ...{ baseUrl, apiKey, allowPrivateHosts, timeoutMs: TIMEOUT_MS },
  });
  const answer = await client.me();
  if (answer.kind !== "ok") throw toError(answer);

  return { baseUrl, client, account: shortened(answer.data.email, 254) };
}

const addressRefused = () =>
  new CalendarAddressRefused({ issues: [{ path: ["baseUrl"], message: "calendar-address" }] });

/** An answer in words; what is neither "no" to the key nor silence comes from something else than Cal.com. */
function toError(answer: Failure): DomainError {
  if (answer.kind === "outage" || answer.kind === "busy") return new CalendarUnreachable();
  if (answer.kind === "unauthorised" && KEY_REFUSED.has(answer.status)) {
    return new CalendarKeyRefused({ issues: [{ path: ["apiKey"], message: "calendar-key" }] });
  }

  return addressRefused();
}
