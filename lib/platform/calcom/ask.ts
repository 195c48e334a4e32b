import "server-only";

import type * as z from "zod";

import type { Answer } from "@/lib/platform/calcom/answer";
import { readBaseUrl } from "@/lib/platform/calcom/base-url";
import { classify, classifySilence } from "@/lib/platform/calcom/classify";
import { type Call, exchange } from "@/lib/platform/calcom/exchange";
import { type Endpoint, versionOf, type Versions } from "@/lib/platform/calcom/versions";

const TIMEOUT_MS = 10_000;

export type CalcomOptions = {
  baseUrl: string;
  apiKey: string;
  /** By endpoint, where it is not the usual one. */
  versions?: Versions;
  timeoutMs?: number;
  allowPrivateHosts: boolean;
  /** Told of each answer that is no success; `requestId` is theirs, which their support asks for. */
  onFailure?: (failure: { endpoint: Endpoint; status: number; requestId: string }) => void;
};

type Query = Record<string, string | number | Date | undefined>;
export type Ask<Schema extends z.ZodType> = {
  endpoint: Endpoint;
  method?: Call["method"];
  path: string;
  query?: Query;
  body?: object;
  timeoutMs?: number;
  /** What no message may hold. */
  secrets?: readonly string[];
  /** Reads what stands under `data`, or the whole body with `isWhole`. */
  schema: Schema;
  isWhole?: boolean;
};

function addressOf(baseUrl: string, { path, query = {} }: { path: string; query?: Query }): URL {
  const url = new URL(`${baseUrl}/v2${path}`);
  for (const [name, value] of Object.entries(query)) {
    if (value === undefined) continue;
    url.searchParams.set(name, value instanceof Date ? value.toISOString() : String(value));
  }

  return url;
}

/** Asks one thing, and says what became of it. */
export async function ask<Schema extends z.ZodType>(
  options: CalcomOptions,
  what: Ask<Schema>,
): Promise<Answer<z.output<Schema>>> {
  const { allowPrivateHosts, apiKey } = options;
  const baseUrl = readBaseUrl(options.baseUrl, { allowPrivateHosts });
  if (baseUrl === null) {
    return { kind: "unauthorised", status: 0, message: "The address cannot be used." };
  }
  const reply = await exchange(toCall(baseUrl, options, what));
  if ("silence" in reply) return classifySilence(reply);
  if (reply.status < 200 || reply.status > 299) {
    const requestId = String(reply.headers["x-request-id"] ?? "").slice(0, 100);
    options.onFailure?.({ endpoint: what.endpoint, status: reply.status, requestId });

    return classify(reply, { secrets: [apiKey, ...(what.secrets ?? [])] });
  }

  return read(reply.text, what);
}

function toCall(
  baseUrl: string,
  { apiKey, versions = {}, timeoutMs, allowPrivateHosts }: CalcomOptions,
  { endpoint, method = "GET", body, ...what }: Ask<z.ZodType>,
): Call {
  const headers = {
    authorization: `Bearer ${apiKey}`,
    "cal-api-version": versionOf(endpoint, versions),
    accept: "application/json",
    "user-agent": "customer-portal",
  };

  return {
    ...{ method, url: addressOf(baseUrl, what), allowPrivateHosts },
    timeoutMs: timeoutMs ?? what.timeoutMs ?? TIMEOUT_MS,
    ...(body === undefined
      ? { headers }
      : {
          headers: { ...headers, "content-type": "application/json" },
          body: JSON.stringify(body),
        }),
  };
}

function read<Schema extends z.ZodType>(
  text: string,
  { schema, isWhole = false }: Pick<Ask<Schema>, "schema" | "isWhole">,
): Answer<z.output<Schema>> {
  try {
    const body = JSON.parse(text) as { data?: unknown } | null;
    const { success, data, error } = schema.safeParse(isWhole ? body : body?.data);
    if (success) return { kind: "ok", data };
    const path = error.issues[0]?.path.join(".") ?? "";

    return { kind: "unreadable", message: `The answer is not as expected: ${path}`.slice(0, 200) };
  } catch {
    return { kind: "unreadable", message: "The answer is no JSON." };
  }
}
