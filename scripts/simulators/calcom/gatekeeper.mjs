import { Refusal } from "./refusal.mjs";

const WINDOW_MS = 60_000;
const SECOND_MS = 1000;

/**
 * The contract that a header names. The real API takes a missing one for its oldest contract; here that is
 * refused, because whoever forgets it would silently speak another language.
 */
export function checkVersion({ headers, method, path }, versions) {
  if (versions === undefined) return;
  const version = headers["cal-api-version"];
  if (version === undefined) {
    throw new Refusal(400, `The header cal-api-version is missing. Known here: ${versions.join()}`);
  }
  if (!versions.includes(version)) throw new Refusal(404, `Cannot ${method} ${path}`);
}

/** Whose key it is. Where a key is not needed a wrong one is still refused. */
export function readCaller(state, { headers }, { needsKey }) {
  const [, key] = /^Bearer (.+)$/.exec(headers.authorization ?? "") ?? [];
  if (key === undefined) {
    if (needsKey) throw new Refusal(401, "No authentication method provided.");

    return { isOwner: false };
  }
  if (state.expiredKeys.has(key)) throw new Refusal(498, "ACCESS_TOKEN_IS_EXPIRED");
  if (!state.apiKeys.has(key)) throw new Refusal(401, "Your api key is not valid.");

  return { isOwner: true };
}

/** Counts the calls of a key, or of everybody without one. `resetAs` is how the header tells the end. */
export function rateLimit({ limit = 120, resetAs = "seconds", now }) {
  const windows = new Map();

  return {
    take({ headers }) {
      if (limit === 0) return {};
      const at = now().getTime();
      const who = headers.authorization ?? "nobody";
      const known = windows.get(who);
      const window = known !== undefined && known.endsAt > at ? known : { endsAt: at + WINDOW_MS };
      // Whoever calls too often waits for a whole minute more.
      window.count = (window.count ?? 0) + 1;
      if (window.count === limit + 1) window.endsAt = at + WINDOW_MS;
      windows.set(who, window);
      const seconds = Math.ceil((window.endsAt - at) / SECOND_MS);
      const reset = resetAs === "seconds" ? seconds : Math.ceil(window.endsAt / SECOND_MS);
      const told = {
        "x-ratelimit-limit-default": String(limit),
        "x-ratelimit-remaining-default": String(Math.max(0, limit - window.count)),
        "x-ratelimit-reset-default": String(reset),
      };
      if (window.count <= limit) return told;

      throw new Refusal(429, "ThrottlerException: Too Many Requests", told);
    },
    reset: () => windows.clear(),
  };
}
