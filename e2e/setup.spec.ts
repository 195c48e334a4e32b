import { expect, test } from "@playwright/test";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";

import { startDemoDatabase } from "../scripts/demo-database.mjs";
import { localEnvironment, setupLink } from "../scripts/environment.mjs";
import { freePort } from "../scripts/free-port.mjs";
import { startServer } from "../scripts/server.mjs";

/** Another installation beside the one of the other tests: the same build, and an empty database. */
const running: (() => Promise<void>)[] = [];
const folder = mkdtempSync(path.join(os.tmpdir(), "portal-empty-"));
let url = "";
let link = "";

test.beforeAll(async () => {
  const keep = (stop: () => Promise<void>) => running.push(stop);
  const port = await freePort(3200);
  url = `http://localhost:${String(port)}`;
  const chosen = { DEMO: "off", OPERATOR_SECOND_FACTOR: "required" };
  const env = { ...localEnvironment(folder, chosen), APP_URL: url, NEXTAUTH_URL: url };
  const { databaseUrl } = await startDemoDatabase({
    folder,
    env,
    preferredPort: 54_800,
    throwAway: true,
    keep,
  });
  const server = { ...env, DATABASE_URL: databaseUrl, LOG_LEVEL: "warn" };
  await startServer({ host: "127.0.0.1", port, env: server, keep });
  link = setupLink(url, env);
});

test.afterAll(async () => {
  for (const stop of running.reverse()) await stop();
  rmSync(folder, { recursive: true, force: true });
});

test("an empty installation leads to the set-up, which the printed link alone opens, once", async ({
  page,
}) => {
  await page.goto(url);
  await expect(page).toHaveURL(`${url}/setup`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hier fehlt der Link");
  await page.goto(`${url}/setup/${"A".repeat(43)}`);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("Hier fehlt der Link");

  await page.goto(link);
  await expect(page).toHaveURL(`${url}/setup`);
  await page.getByLabel("Name des Unternehmens").fill("Salon Anfang");
  await page.getByLabel("Adresse im Portal").fill("platform");
  await page.getByLabel("Ihr Name").fill("Ina Anfang");
  await page.getByLabel("Ihre E-Mail-Adresse").fill("ina@example.org");
  await page.getByLabel("Passwort", { exact: true }).fill("ein langes Passwort");
  await page.getByRole("button", { name: "Unternehmen anlegen" }).click();
  await expect(page.getByText("Diese Adresse ist für das Portal selbst reserviert.")).toBeVisible();
  await page.getByLabel("Adresse im Portal").fill("anfang");
  await page.getByLabel("Passwort", { exact: true }).fill("ein langes Passwort");
  await page.getByRole("button", { name: "Unternehmen anlegen" }).click();
  await expect(page).toHaveURL(`${url}/anfang`);
  await expect(page.getByRole("link", { name: "Filiale anlegen" })).toBeVisible();

  await page.goto(`${url}/platform`);
  await expect(page).toHaveURL(`${url}/account/second-factor?for=platform`);
  await expect(page.getByText("Die Plattform verlangt einen zweiten Faktor")).toBeVisible();
  await page.goto(link);
  await expect(page.getByRole("heading", { level: 1 })).toContainText("schon eingerichtet");
});
