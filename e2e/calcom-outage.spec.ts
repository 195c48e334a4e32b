import { type APIRequestContext, expect, type Page, test } from "@playwright/test";

import { account } from "../prisma/demo/calcom-account";
import {
  baseUrl,
  type Booked,
  cronSecret,
  expectAccessible,
  manageLink,
  OWNER,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

const calcomUrl = () => process.env["E2E_CALCOM_URL"] ?? "";
const [KEY = ""] = account.apiKeys;
const HOST = "Lena Hofmann";
const PENDING = "wird noch aktualisiert";

/** No other test's appointments are to be told to anybody. */
async function forget(request: APIRequestContext) {
  for (const table of ["calcom_sync_queue", "calcom_event_types", "calcom_hosts"]) {
    await sql(`delete from ${table}`);
  }
  await sql("update appointments set calcom_sync_status = 'not_connected'");
  await sql("delete from calcom_connections");
  await control(request, "DELETE", "faults");
}

test.beforeEach(({ request }) => forget(request));

test.afterEach(({ request }) => forget(request));

async function control(request: APIRequestContext, method: string, path: string, data?: object) {
  const url = `${calcomUrl()}/control/${path}`;
  const answer = await request.fetch(url, { method, ...(data && { data }) });
  expect(answer.ok()).toBe(true);

  return (await answer.json()) as { data: { bookings: { status: string; start: string }[] } };
}

async function connect(page: Page) {
  await page.goto("/morgenlicht/settings/calendar");
  await page.getByLabel("Adresse der Schnittstelle").fill(calcomUrl());
  await page.getByLabel("API-Schlüssel").fill(KEY);
  await page.getByRole("button", { name: "Prüfen und verbinden" }).click();
  await expect(page.getByRole("status").first()).toContainText("Cal.com ist verbunden.");
  await page.getByRole("button", { name: "Zuordnung speichern" }).click();
  await expect(page.getByRole("status").first()).toContainText("Die Zuordnung ist gespeichert.");
}

async function runSync(request: APIRequestContext) {
  const headers = { authorization: `Bearer ${cronSecret()}` };
  await expect(async () => {
    expect((await request.get("/api/cron/sync-calcom", { headers })).status()).toBe(200);
  }).toPass();
}

const stateOf = ({ id }: Booked) =>
  row<{ state: string; startsAt: Date }>(
    `select calcom_sync_status as state, starts_at as "startsAt" from appointments where id = $1`,
    [id],
  );

test("a customer moves while Cal.com is down: every page is honest, and all agree once it is back", async ({
  page,
  browser,
  request,
}) => {
  test.slow();
  await signInAs(page, OWNER);
  await connect(page);
  await control(request, "POST", "faults", { kind: "status", status: 503, count: 0 });

  const booked = await upcomingAppointment(HOST);
  const context = await browser.newContext({
    ...{ baseURL: baseUrl(), javaScriptEnabled: false, locale: "de-DE" },
  });
  const customer = await context.newPage();
  await customer.goto(manageLink(booked));
  await customer.getByRole("link", { name: "Verschieben" }).click();
  await customer.getByRole("radio", { name: HOST }).last().check();
  await customer.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
  await customer.getByRole("button", { name: "Termin verschieben" }).click();
  await expect(customer.getByText("Ihr neuer Termin ist gespeichert.")).toBeVisible();
  await expect(customer.getByText(PENDING)).toBeVisible();

  const address = `/morgenlicht/appointments/${booked.id}`;
  await page.goto(address);
  await expect(page.getByText("Gespeichert, Kalender-Abgleich ausstehend")).toBeVisible();
  await page.goto("/morgenlicht/operations/calendar");
  const waiting = page.getByRole("table", { name: /Noch nicht im Kalender/ });
  await expect(waiting.getByRole("link", { name: booked.customer })).toBeVisible();
  for (let call = 0; call < 5; call += 1) {
    await sql("update calcom_sync_queue set next_attempt_at = now() where status = 'pending'");
    await runSync(request);
  }
  await page.reload();
  await expect(page.getByText(/Unterbrochen, nächster Versuch um/)).toBeVisible();
  await expectAccessible(page);

  await control(request, "DELETE", "faults");
  await page.getByRole("button", { name: "Jetzt wieder versuchen" }).click();
  await expect(page.getByRole("status").first()).toContainText("Der Abgleich läuft wieder.");
  await expect.poll(async () => (await stateOf(booked)).state).toBe("synced");

  await page.reload();
  await expect(page.getByText("Alles ist im Kalender.")).toBeVisible();
  await page.getByRole("link", { name: "Jetzt vergleichen" }).click();
  await expect(page.getByText(/keine Abweichung/)).toBeVisible();
  await page.goto(address);
  await expect(page.getByText("Kalender-Abgleich ausstehend")).toBeHidden();
  await customer.goto(`/c/morgenlicht/${booked.id}`);
  await expect(customer.getByText(PENDING)).toBeHidden();
  const { startsAt } = await stateOf(booked);
  const { bookings } = (await control(request, "GET", "state")).data;
  expect(bookings.filter(({ status }) => status === "accepted")).toMatchObject([
    { start: startsAt.toISOString() },
  ]);
  expect(await customer.content()).not.toContain("cal.com");
  await context.close();
});

test("without a calendar the page says so, and how to connect one", async ({ page }) => {
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/operations/calendar");

  await expect(page.getByRole("heading", { name: "Kein Kalender verbunden" })).toBeVisible();
  await expectAccessible(page);
});
