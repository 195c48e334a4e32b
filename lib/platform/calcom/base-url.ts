import "server-only";

import { lookup } from "node:dns";
import { BlockList, isIP, type LookupFunction } from "node:net";

const LOOPBACK = new Set(["localhost", "127.0.0.1", "[::1]"]);

/** Networks in which no public service lives (RFC 6890 and its successors). */
const privateNetworks = new BlockList();
for (const [network, prefix] of [
  ["0.0.0.0", 8],
  ["10.0.0.0", 8],
  ["100.64.0.0", 10],
  ["127.0.0.0", 8],
  ["169.254.0.0", 16],
  ["172.16.0.0", 12],
  ["192.0.0.0", 24],
  ["192.0.2.0", 24],
  ["192.88.99.0", 24],
  ["192.168.0.0", 16],
  ["198.18.0.0", 15],
  ["198.51.100.0", 24],
  ["203.0.113.0", 24],
  ["224.0.0.0", 3],
] as const) {
  privateNetworks.addSubnet(network, prefix, "ipv4");
}

/** Of the sixth version only global unicast is public, and of that not what leads to the fourth. */
const publicNetworks = new BlockList();
publicNetworks.addSubnet("2000::", 3, "ipv6");
const detours = new BlockList();
for (const [network, prefix] of [
  ["2001::", 23],
  ["2001:db8::", 32],
  ["2002::", 16],
] as const) {
  detours.addSubnet(network, prefix, "ipv6");
}

export function isPrivateAddress(address: string): boolean {
  if (isIP(address) === 4) return privateNetworks.check(address);

  return !publicNetworks.check(address, "ipv6") || detours.check(address, "ipv6");
}

export class PrivateAddress extends Error {}

/**
 * Looks a name up when the connection is made, so that no name can show one address to a check and another to
 * the call.
 */
export const lookUpPublic: LookupFunction = (hostname, options, callback) => {
  lookup(hostname, { ...options, all: true }, (error, addresses) => {
    const [first] = error === null ? addresses : [];
    if (error !== null || first === undefined) {
      callback(error ?? new Error(`no address for ${hostname}`), []);
    } else if (addresses.some(({ address }) => isPrivateAddress(address))) {
      callback(new PrivateAddress("The address leads into a private network."), []);
    } else if (options.all === true) callback(null, addresses);
    else callback(null, first.address, first.family);
  });
};

/**
 * Where a company's Cal.com is, as somebody typed it, without a slash or a version at its end; null for what must
 * not be asked. Plain http, and names that are a private address, only with `allowPrivateHosts`.
 */
export function readBaseUrl(
  text: string,
  { allowPrivateHosts }: { allowPrivateHosts: boolean },
): string | null {
  const trimmed = text.trim();
  if (!URL.canParse(trimmed)) return null;
  const url = new URL(trimmed);
  const isLoopback = LOOPBACK.has(url.hostname);
  const host = url.hostname.replace(/^\[|\]$/g, "");
  const isPrivate = isLoopback || (isIP(host) !== 0 && isPrivateAddress(host));
  if (isPrivate && !allowPrivateHosts) return null;
  if (url.protocol !== "https:" && !(url.protocol === "http:" && isLoopback)) return null;
  if (`${url.username}${url.password}${url.search}${url.hash}` !== "") return null;

  return `${url.origin}${url.pathname}`.replace(/\/+$/, "").replace(/\/v2$/, "");
}
