const OFFICE_HOURS = Object.fromEntries([1, 2, 3, 4, 5].map((day) => [day, ["09:00", "17:00"]]));

/** Somebody with two colleagues and two kinds of appointments: enough to try everything. */
export const SAMPLE_ACCOUNT = {
  apiKeys: ["cal_live_simulator"],
  me: { id: 1, email: "inhaberin@example.org", username: "salon", timeZone: "Europe/Berlin" },
  hosts: [
    { id: 1, name: "Lena Hofmann", email: "lena@example.org", username: "lena" },
    { id: 2, name: "Mehmet Aydın", email: "mehmet@example.org", username: "mehmet" },
  ],
  eventTypes: [
    { id: 101, slug: "haarschnitt", title: "Haarschnitt", lengthInMinutes: 30, hostIds: [1] },
    { id: 102, slug: "farbe", title: "Farbe", lengthInMinutes: 60, hostIds: [1, 2] },
  ],
};

const hostDefaults = { timeZone: "Europe/Berlin", weekly: OFFICE_HOURS };
const eventTypeDefaults = {
  lengthInMinutesOptions: [],
  slotIntervalMinutes: 15,
  minimumBookingNoticeMinutes: 0,
  minimumRescheduleNoticeMinutes: 0,
  requiresConfirmation: false,
  // MANDATORY_BOTH, HOST_ONLY, ATTENDEE_ONLY or OPTIONAL_BOTH
  requiresCancellationReason: "HOST_ONLY",
  disableCancelling: false,
};

/** Everything that the simulated Cal.com knows. `emit(trigger, booking, more)` tells the webhooks. */
export function createState({ account, now, emit }) {
  return {
    now,
    emit,
    apiKeys: new Set(account.apiKeys),
    expiredKeys: new Set(account.expiredKeys ?? []),
    me: account.me,
    hosts: account.hosts.map((host) => ({ ...hostDefaults, ...host })),
    eventTypes: account.eventTypes.map((type) => ({ ...eventTypeDefaults, ...type })),
    bookings: new Map(),
    reservations: new Map(),
    lastBookingId: 1000,
  };
}
