import { SEALED_FOR } from "@/lib/calcom/service/connection";
import { seal } from "@/lib/platform/sealed";
import { createContext, type TenantContext } from "@/lib/tenancy/context";
import {
  type CalcomSimulator,
  type SimulatedBooking,
  startCalcomSimulator,
} from "@/scripts/simulators/calcom/server.mjs";

import { owner } from "./database";
import { createSalon, stored, type TestSalon } from "./salon";

export const API_KEY = "cal_live_test";
export const WEBHOOK_SECRET = "a-webhook-secret";
/** One event type a person, as most accounts have them. */
export const EVENT_TYPES = [201, 202] as const;
const HOSTS = ["lena@example.org", "mehmet@example.org"] as const;

export type ConnectedSalon = TestSalon & { calendar: CalcomSimulator };

/** What its event types, and the account, ask for. */
export type Rules = { limit?: number; noticeMinutes?: number; requiresConfirmation?: boolean };

/** A simulated Cal.com that fits the salon of a test: its two people, its service, nine to five. */
export function startCalendar(
  now?: () => Date,
  { limit = 0, noticeMinutes = 0, requiresConfirmation = false }: Rules = {},
): Promise<CalcomSimulator> {
  return startCalcomSimulator({
    limit,
    ...(now !== undefined && { now }),
    account: {
      apiKeys: [API_KEY],
      me: { id: 1, email: "jana@example.org", username: "salon", timeZone: "Europe/Berlin" },
      hosts: [
        { id: 1, name: "Lena Hofmann", email: HOSTS[0], username: "lena" },
        { id: 2, name: "Mehmet Aydın", email: HOSTS[1], username: "mehmet" },
      ],
      eventTypes: EVENT_TYPES.map((id, index) => ({
        id,
        slug: `damenhaarschnitt-${String(id)}`,
        title: "Damenhaarschnitt",
        lengthInMinutes: 45,
        minimumBookingNoticeMinutes: noticeMinutes,
        requiresConfirmation,
        hostIds: [index + 1],
      })),
    },
  });
}

/** A company whose service and people are paired with a calendar. */
export async function createConnectedSalon(calendar: CalcomSimulator): Promise<ConnectedSalon> {
  const salon = await createSalon();
  await connect(salon, calendar.url);

  return { ...salon, calendar };
}

/** Connects a company to an address, its service and people paired. */
export async function connect(
  { companyId, serviceId, staffIds }: TestSalon,
  baseUrl: string,
): Promise<void> {
  await owner.query(
    `insert into calcom_connections (company_id, base_url, api_key, webhook_secret)
     values ($1, $2, $3, $4)`,
    [companyId, baseUrl, seal(API_KEY, SEALED_FOR), seal(WEBHOOK_SECRET, SEALED_FOR)],
  );
  for (const [index, staffId] of staffIds.entries()) {
    await owner.query(
      `insert into calcom_event_types (company_id, service_id, staff_id, event_type_id, title)
       values ($1, $2, $3, $4, 'Damenhaarschnitt')`,
      [companyId, serviceId, staffId, EVENT_TYPES[index]],
    );
    await owner.query(
      "insert into calcom_hosts (company_id, staff_id, email_normalised, name) values ($1, $2, $3, 'Host')",
      [companyId, staffId, HOSTS[index]],
    );
  }
}

/** A job's context in Cal.com's name. */
export function asCalendar({ companyId }: TestSalon, now?: Date): TenantContext {
  return createContext(
    companyId,
    { kind: "calcom", name: "Cal.com" },
    now === undefined ? {} : { now },
  );
}

export type SyncColumns = {
  version: number;
  status: string;
  startsAt: Date;
  syncStatus: string;
  error: string | null;
  uid: string | null;
  syncedVersion: number | null;
};

export async function syncOf(appointmentId: string): Promise<SyncColumns> {
  const [row] = await stored(
    `select version, status, starts_at as "startsAt", calcom_sync_status as "syncStatus",
       calcom_sync_error as error, calcom_booking_uid as uid, calcom_synced_version as "syncedVersion"
     from appointments where id = $1`,
    appointmentId,
  );

  return row as SyncColumns;
}

/** What stands in the calendar and is not cancelled. */
export function inCalendar(calendar: CalcomSimulator): SimulatedBooking[] {
  return calendar.bookings().filter(({ status }) => status === "accepted");
}
