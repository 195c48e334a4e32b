const ERRORS = {
  "rate-limit": [429, "rate_limit_exceeded", "Too many requests. Please slow down."],
  quota: [429, "daily_quota_exceeded", "You have reached your daily email sending quota."],
  "wrong-key": [401, "invalid_api_key", "API key is invalid"],
  error: [500, "internal_server_error", "Something went wrong."],
  unavailable: [503, "application_error", "The service is unavailable."],
  invalid: [422, "validation_error", "The `to` field is not a valid address."],
};

/** What can go wrong on purpose; `lost` accepts the mail and never answers. */
export const FAULT_KINDS = [...Object.keys(ERRORS), "slow", "lost"];

/** The error of a kind as Resend answers it, or undefined for a kind that is none. */
export function errorOf(kind) {
  const [statusCode, name, message] = ERRORS[kind] ?? [];

  return name === undefined ? undefined : { statusCode, name, message };
}

/** What went wrong by the recipient's name: invalid@, lost@, slow@ and so on. */
export function faultOfAddress(address) {
  const [, name = ""] = /([^<@]+)@/.exec(String(address)) ?? [];

  return FAULT_KINDS.includes(name) ? { kind: name, ms: 3000 } : undefined;
}

/** A plan of faults: the next `count` requests (for ever if 0), each with `chance`. */
export function faultPlan() {
  let plan = [];

  return {
    add({ kind, count = 1, chance = 1, ms = 1000, retryAfter }) {
      plan.push({ kind, left: count === 0 ? Infinity : count, chance, ms, retryAfter });
    },
    clear() {
      plan = [];
    },
    list: () => plan.map(({ kind, left, chance }) => ({ kind, left: String(left), chance })),
    next() {
      const fault = plan.find(({ left, chance }) => left > 0 && Math.random() < chance);
      if (fault === undefined) return undefined;
      fault.left -= 1;
      plan = plan.filter(({ left }) => left > 0);

      return fault;
    },
  };
}
