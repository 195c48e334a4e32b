import "server-only";

import { isIP } from "node:net";

const GROUPS = 8;
/** What a provider gives one line or one server at least: who has it chooses freely among its addresses. */
const NET_GROUPS = 4;

/**
 * The network whose addresses are one client to a limit: an IPv4 address by itself, the /64 of an IPv6
 * address. What is no address is left as it is.
 */
export function clientNet(ip: string): string {
  const [address = ""] = ip.split("%");
  if (isIP(address) !== 6) return ip;
  const groups = groupsOf(address);
  if (isMapped(groups)) return groups.slice(-2).flatMap(bytesOf).join(".");
  const net = groups.slice(0, NET_GROUPS).map((group) => group.toString(16));

  return `${net.join(":")}::/64`;
}

/** ::ffff:0:0/96, IPv4 as a socket for both families writes it. */
function isMapped(groups: readonly number[]): boolean {
  return groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xff_ff;
}

function bytesOf(group: number): number[] {
  return [group >> 8, group & 0xff];
}

/** The eight numbers of an address; the URL parser knows every way of writing it. */
function groupsOf(address: string): number[] {
  const { hostname } = new URL(`http://[${address}]`);
  const [head = "", tail = ""] = hostname.slice(1, -1).split("::");
  const [left, right] = [head, tail].map((part) => (part === "" ? [] : part.split(":"))) as [
    string[],
    string[],
  ];
  const gap = Array.from({ length: GROUPS - left.length - right.length }, () => "0");

  return [...left, ...gap, ...right].map((group) => Number.parseInt(group, 16));
}
