import { setTimeout as wait } from "node:timers/promises";

import { Refusal } from "./refusal.mjs";

const TEXTS = {
  429: "ThrottlerException: Too Many Requests",
  500: "Internal server error",
  502: "Bad gateway",
  524: "A timeout occurred",
};

/**
 * What can go wrong on purpose. `status` answers that status; `slow` answers late; `reset` closes the
 * connection before anything is done; `lost` does the work and closes it; `hang` does the work and never
 * answers; `garbage` does the work and answers what nobody can read; `moved` redirects.
 */
export const FAULT_KINDS = ["status", "slow", "reset", "lost", "hang", "garbage", "moved"];

/** The faults to come: each for the next `count` calls (0 is until cleared) of a method and of paths. */
export function faultPlan() {
  let plan = [];

  return {
    add({ kind, count = 1, method, path = "", status = 500, ms = 1000, retryAfter }) {
      if (!FAULT_KINDS.includes(kind)) throw new Refusal(400, `kind: ${FAULT_KINDS.join(", ")}`);
      const left = count === 0 ? Infinity : count;
      plan.push({ kind, left, method, path, status, ms, retryAfter });
    },
    clear: () => (plan = []),
    list: () => plan.map((fault) => ({ ...fault, left: String(fault.left) })),
    next(request) {
      const fault = plan.find(
        ({ method = request.method, path }) =>
          method === request.method && request.path.includes(path),
      );
      if (fault === undefined) return undefined;
      fault.left -= 1;
      plan = plan.filter(({ left }) => left > 0);

      return fault;
    },
  };
}

/** What a fault does before the work. */
export async function sufferBefore({ kind, status, ms, retryAfter }) {
  if (kind === "slow") await wait(ms);
  if (kind !== "status") return;
  const headers = retryAfter === undefined ? {} : { "retry-after": String(retryAfter) };
  throw new Refusal(status, TEXTS[status] ?? "It did not work", headers);
}
