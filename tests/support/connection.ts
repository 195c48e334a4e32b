import { expect } from "vitest";

import { SEALED_FOR } from "@/lib/calcom/service/connection";
import { unseal } from "@/lib/platform/sealed";

import { API_KEY } from "./calendar";
import { stored, type TestSalon } from "./salon";

type Row = Record<string, Buffer | string | number | null> & { id: string; version: number };

/** What is stored of a company's connection. */
export async function connectionOf({ companyId }: TestSalon): Promise<Row> {
  const [row] = await stored("select * from calcom_connections where company_id = $1", companyId);

  return row as Row;
}

export const open = (sealed: unknown) => unseal(sealed as Buffer, SEALED_FOR);

type Subscription = { subscriberUrl: string; secret: string; triggers: string[] };

/** What a simulated calendar tells to whom, and what it signs with. */
export async function subscriptionsAt({ url }: { url: string }): Promise<Subscription[]> {
  const response = await fetch(`${url}/v2/webhooks`, {
    headers: { authorization: `Bearer ${API_KEY}` },
  });

  return ((await response.json()) as { data: Subscription[] }).data;
}

/** What the activity log says of a company's calendar; the key is nowhere in it. */
export async function calendarEvents({ companyId }: TestSalon): Promise<unknown[]> {
  const rows = await stored(
    `select event, data::text, actor_name from activity_log
     where company_id = $1 and event like 'calcom%' order by created_at`,
    companyId,
  );
  expect(JSON.stringify(rows)).not.toContain(API_KEY);

  return rows.map(({ event }) => event);
}
