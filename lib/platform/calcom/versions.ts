/**
 * Which contract each endpoint is asked for. Without the header an old one answers, not the newest. Newer ones
 * exist (bookings 2026-02-25, their list 2026-05-01 with another paging); these are the ones that Cal.com's own
 * clients name, and a connection can say otherwise.
 */
export const CALCOM_VERSIONS = {
  "bookings.list": "2024-08-13",
  "bookings.create": "2024-08-13",
  "bookings.get": "2024-08-13",
  "bookings.reschedule": "2024-08-13",
  "bookings.cancel": "2024-08-13",
  "bookings.confirm": "2024-08-13",
  "slots.list": "2024-09-04",
  "slots.reserve": "2024-09-04",
  "slots.release": "2024-09-04",
  "event-types.list": "2024-06-14",
  // These have one contract; saying it costs nothing and survives the day on which they have two.
  me: "2024-08-13",
  webhooks: "2024-08-13",
} as const;

export type Endpoint = keyof typeof CALCOM_VERSIONS;

export type Versions = Readonly<Record<string, string>>;

export function versionOf(endpoint: Endpoint, versions: Versions): string {
  return versions[endpoint] ?? CALCOM_VERSIONS[endpoint];
}
