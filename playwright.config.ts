import { defineConfig } from "@playwright/test";

import { findBrowser } from "./scripts/find-browser.mjs";

const executablePath = findBrowser();

export default defineConfig({
  testDir: "e2e",
  testMatch: "**/*.spec.ts",
  globalSetup: "./e2e/support/start-portal.mjs",
  outputDir: "test-results",
  // They share one salon: two at once would sometimes choose the same free time, and one be refused.
  workers: 1,
  fullyParallel: false,
  retries: 0,
  forbidOnly: Boolean(process.env["CI"]),
  timeout: 45_000,
  expect: { timeout: 10_000 },
  reporter: process.env["E2E_REPORT"]
    ? [["list"], ["json", { outputFile: process.env["E2E_REPORT"] }]]
    : [["list"]],
  use: {
    // Set by globalSetup, before the workers read this file.
    baseURL: process.env["E2E_BASE_URL"] ?? "http://localhost:3000",
    // A trace of every test costs a fifth of the time; a failure leaves what was on the page anyway.
    trace: process.env["E2E_TRACE"] ? "retain-on-failure" : "off",
    timezoneId: "Europe/Berlin",
    launchOptions: {
      ...(executablePath ? { executablePath } : {}),
      args: [
        ...["--no-sandbox", "--disable-gpu", "--disable-quic", "--disable-dev-shm-usage"],
        ...["--disable-background-networking", "--disable-component-update"],
        ...["--disable-sync", "--no-first-run"],
      ],
    },
  },
  projects: [{ name: "desktop", use: { viewport: { width: 1280, height: 800 }, locale: "de-DE" } }],
});
