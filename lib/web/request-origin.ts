import "server-only";

import { headers } from "next/headers";
import { isIP } from "node:net";

import { env } from "@/lib/platform/env";
import type { Origin } from "@/lib/tenancy/actor";

/**
 * From where this request comes. The server appends the socket's address to `X-Forwarded-For`; of
 * what stands before it, only as many entries are believed as there are proxies of ours.
 */
export async function requestOrigin(): Promise<Origin> {
  const all = await headers();

  return {
    ip: clientAddress(all.get("x-forwarded-for") ?? "", env().TRUSTED_PROXIES),
    userAgent: all.get("user-agent"),
    requestId: all.get("x-request-id") ?? "none",
  };
}

/** The right-most address that no trusted proxy wrote, or null where it is not an address. */
export function clientAddress(forwardedFor: string, trustedProxies: number): string | null {
  const chain = forwardedFor.split(",").map((entry) => entry.trim().replace(/^::ffff:/, ""));
  const address = chain[Math.max(0, chain.length - 1 - trustedProxies)] ?? "";

  return isIP(address) === 0 ? null : address;
}
