import { expect, type Page } from "@playwright/test";
import process from "node:process";

import {
  cronSecret,
  manageLink,
  OWNER,
  signInAs,
  sql,
  upcomingAppointment,
} from "../../e2e/support/portal";
import { account } from "../../prisma/demo/calcom-account";
import type { Shot } from "./shot";

const calcomUrl = () => process.env["E2E_CALCOM_URL"] ?? "";
const HOME = "/morgenlicht";
const HOST = "Lena Hofmann";

async function connect(page: Page): Promise<void> {
  await signInAs(page, OWNER);
  await page.goto(`${HOME}/settings/calendar`);
  await page.locator("input[name=baseUrl]").fill(calcomUrl());
  await page.locator("input[name=apiKey]").fill(account.apiKeys[0] ?? "");
  const form = page.locator("form", { has: page.locator("input[name=apiKey]") });
  await form.locator("button[type=submit]").click();
  await page.locator('select[name^="service."]').first().waitFor();
}

/** Nothing of it is to be seen on the pages that follow; the page that is shown has been loaded. */
async function disconnect(): Promise<void> {
  for (const table of ["calcom_sync_queue", "calcom_event_types", "calcom_hosts"]) {
    await sql(`delete from ${table}`);
  }
  await sql("update appointments set calcom_sync_status = 'not_connected'");
  await sql("delete from calcom_connections");
  await fetch(`${calcomUrl()}/control/faults`, { method: "DELETE" });
}

/** Cal.com is away while a customer moves: what waits, since when, and when it is tried again. */
async function openOutage(page: Page): Promise<void> {
  await connect(page);
  const pairing = page.locator("form", { has: page.locator('select[name^="service."]') });
  await pairing.locator("button[type=submit]").click();
  await expect.poll(() => sql("select from calcom_event_types limit 1")).toHaveLength(1);
  await fetch(`${calcomUrl()}/control/faults`, {
    method: "POST",
    headers: { "content-type": "application/json" },
    body: JSON.stringify({ kind: "status", status: 503, count: 0 }),
  });
  const booked = await upcomingAppointment(HOST);
  await page.goto(manageLink(booked));
  await page.goto(`/c/morgenlicht/${booked.id}/move`);
  await page.getByRole("radio", { name: HOST }).last().check();
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(/\/confirm/);
  await page.locator("main form button[type=submit]").last().click();
  await page.waitForURL(/\/done/);
  const headers = { authorization: `Bearer ${cronSecret()}` };
  for (let call = 0; call < 5; call += 1) {
    await sql("update calcom_sync_queue set next_attempt_at = now() where status = 'pending'");
    await page.request.get("/api/cron/sync-calcom", { headers });
  }
  await page.goto(`${HOME}/operations/calendar`);
}

const thenDisconnect = (open: (page: Page) => Promise<void>) => async (page: Page) => {
  await open(page);
  await disconnect();
};

/** The connection to Cal.com, before and after, and an outage. */
export const CALCOM: readonly Shot[] = [
  {
    name: "settings-calendar",
    size: "wide",
    open: async (page) => {
      await signInAs(page, OWNER);
      await page.goto(`${HOME}/settings/calendar`);
    },
  },
  { name: "settings-calendar-connected", size: "wide", open: thenDisconnect(connect) },
  { name: "operations-calendar", size: "wide", open: thenDisconnect(openOutage) },
];
