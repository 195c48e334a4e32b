import "server-only";

import { randomInt } from "node:crypto";

/** Crockford's letters and digits: none is taken for another when it is read out on the telephone. */
const SYMBOLS = "0123456789ABCDEFGHJKMNPQRSTVWXYZ";
const LENGTH = 8;

/** What people say on the telephone to name an appointment: 40 bits, `A7K3-9QXM`. */
export function newReference(): string {
  const symbols = Array.from({ length: LENGTH }, () => SYMBOLS.charAt(randomInt(SYMBOLS.length)));

  return `${symbols.slice(0, 4).join("")}-${symbols.slice(4).join("")}`;
}
