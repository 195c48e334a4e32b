import "server-only";

import http, { type IncomingHttpHeaders, type RequestOptions } from "node:http";
import https from "node:https";

import { lookUpPublic, PrivateAddress } from "@/lib/platform/calcom/base-url";

const LARGEST_BODY = 2_000_000;

export type Call = {
  method: "GET" | "POST" | "DELETE";
  url: URL;
  headers: Record<string, string>;
  body?: string;
  timeoutMs: number;
  allowPrivateHosts: boolean;
};
export type Reply = { status: number; headers: IncomingHttpHeaders; text: string };
export type Silence = {
  silence: "timeout" | "connection" | "private" | "too-long";
  mayHaveHappened: boolean;
};

class TooLong extends Error {}

/** Before a connection stands nothing can have arrived. */
const NEVER_ARRIVED = new Set([
  ...["ECONNREFUSED", "ENOTFOUND", "EAI_AGAIN", "EHOSTUNREACH", "ENETUNREACH", "EADDRNOTAVAIL"],
  ...["CERT_HAS_EXPIRED", "DEPTH_ZERO_SELF_SIGNED_CERT", "ERR_TLS_CERT_ALTNAME_INVALID"],
  ...["SELF_SIGNED_CERT_IN_CHAIN", "UNABLE_TO_VERIFY_LEAF_SIGNATURE"],
]);

/**
 * Asks once, over a connection of its own: on a kept one that dies meanwhile nobody would know whether a booking
 * was made. Follows no redirect, reads at most 2 MB, and looks where the name leads when it connects.
 */
export async function exchange(call: Call): Promise<Reply | Silence> {
  const signal = AbortSignal.timeout(call.timeoutMs);
  try {
    return await send(call, signal);
  } catch (error) {
    if (error instanceof PrivateAddress) return { silence: "private", mayHaveHappened: false };
    if (error instanceof TooLong) return { silence: "too-long", mayHaveHappened: true };
    if (signal.aborted) return { silence: "timeout", mayHaveHappened: true };
    const code = error instanceof Error && "code" in error ? String(error.code) : "";

    return { silence: "connection", mayHaveHappened: !NEVER_ARRIVED.has(code) };
  }
}

function send(call: Call, signal: AbortSignal): Promise<Reply> {
  const { method, url, body, allowPrivateHosts } = call;
  const length = body === undefined ? {} : { "content-length": String(Buffer.byteLength(body)) };
  const options: RequestOptions = {
    ...{ method, signal, agent: false, headers: { ...call.headers, ...length } },
    ...(!allowPrivateHosts && { lookup: lookUpPublic }),
  };

  return new Promise((resolve, reject) => {
    const request = (url.protocol === "https:" ? https : http).request(url, options, (response) => {
      const { statusCode: status = 0, headers } = response;
      const chunks: Buffer[] = [];
      let bytes = 0;
      response.on("data", (chunk: Buffer) => {
        bytes += chunk.length;
        if (bytes > LARGEST_BODY) response.destroy(new TooLong());
        else chunks.push(chunk);
      });
      response.once("end", () => {
        resolve({ status, headers, text: Buffer.concat(chunks).toString("utf8") });
      });
      response.once("error", reject);
    });
    request.once("error", reject);
    request.end(body);
  });
}
