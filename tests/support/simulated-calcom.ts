import { afterAll, afterEach, expect } from "vitest";

import { type CalcomSimulator, startCalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";

export const MINUTE_MS = 60_000;
/** A Monday, 8 o'clock in Berlin. */
export const MONDAY_MORNING = Date.parse("2026-11-02T07:00:00Z");

export const type = {
  haircut: 101,
  colour: 102,
  strict: 103,
  confirmed: 104,
  uncancellable: 105,
  early: 106,
};
const minutes = { lengthInMinutes: 30, hostIds: [1] };
export const account = {
  apiKeys: ["cal_live_right"],
  expiredKeys: ["expired-token"],
  me: { id: 1, email: "ina@example.org", username: "salon", timeZone: "Europe/Berlin" },
  hosts: [
    { id: 1, name: "Lena Hofmann", email: "lena@example.org", username: "lena" },
    { id: 2, name: "Mehmet Aydın", email: "mehmet@example.org", username: "mehmet" },
  ],
  eventTypes: [
    { id: type.haircut, slug: "haarschnitt", title: "Haarschnitt", ...minutes },
    { id: type.colour, slug: "farbe", title: "Farbe", lengthInMinutes: 60, hostIds: [1, 2] },
    {
      ...{ id: type.strict, slug: "streng", title: "Streng", ...minutes },
      ...{ minimumRescheduleNoticeMinutes: 24 * 60, minimumBookingNoticeMinutes: 60 },
      requiresCancellationReason: "MANDATORY_BOTH" as const,
    },
    {
      ...{ id: type.confirmed, slug: "bestaetigt", title: "Bestätigt", ...minutes },
      requiresConfirmation: true,
    },
    {
      ...{ id: type.uncancellable, slug: "bleibt", title: "Bleibt", ...minutes },
      disableCancelling: true,
    },
    {
      ...{ id: type.early, slug: "wahl", title: "Nach Wahl", ...minutes },
      lengthInMinutesOptions: [15, 45],
    },
  ],
};

export type Json = {
  status?: string;
  error?: { code: string; message: string };
  data: Record<string, unknown> & Record<string, unknown>[];
  pagination: Record<string, number | boolean>;
};
export type CallOptions = { body?: unknown; version?: string | null; key?: string | null };

const versions = [
  [/^\/v2\/bookings/, "2024-08-13"],
  [/^\/v2\/slots/, "2024-09-04"],
  [/^\/v2\/event-types/, "2024-06-14"],
] as const;

export const anna = { name: "Anna Fischer", email: "anna@example.org", timeZone: "Europe/Berlin" };
export const booking = { start: "2026-11-03T09:00:00Z", eventTypeId: type.haircut, attendee: anna };

export type SimulatedCalcom = {
  simulator: CalcomSimulator;
  /** What Cal.com's clock shows. */
  clock: { at: number };
  call: (
    what: string,
    options?: CallOptions,
  ) => Promise<{ status: number; headers: Headers; json: Json }>;
  book: (fields?: object) => Promise<{ uid: string; status: string; duration: number }>;
};

/** A simulated Cal.com for the tests of one file, forgetful between them. */
export async function simulatedCalcom(): Promise<SimulatedCalcom> {
  const clock = { at: MONDAY_MORNING };
  const simulator = await startCalcomSimulator({ account, now: () => new Date(clock.at) });
  afterEach(() => {
    simulator.reset();
    clock.at = MONDAY_MORNING;
  });
  afterAll(simulator.stop);

  async function call(what: string, { body, version, key = "cal_live_right" }: CallOptions = {}) {
    const [method = "", path = ""] = what.split(" ");
    const usual = versions.find(([pattern]) => pattern.test(path))?.[1];
    const chosen = version === undefined ? usual : version;
    const response = await fetch(`${simulator.url}${path}`, {
      method,
      headers: {
        ...(key !== null && { authorization: `Bearer ${key}` }),
        ...(chosen != null && { "cal-api-version": chosen }),
        "content-type": "application/json",
      },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });

    return {
      status: response.status,
      headers: response.headers,
      json: (await response.json()) as Json,
    };
  }

  async function book(fields: object = {}) {
    const { status, json } = await call("POST /v2/bookings", { body: { ...booking, ...fields } });
    expect(status, JSON.stringify(json)).toBe(201);

    return json.data as unknown as { uid: string; status: string; duration: number };
  }

  return { simulator, clock, call, book };
}
