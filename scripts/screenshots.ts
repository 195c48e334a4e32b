import { type Browser, chromium, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import process from "node:process";

import {
  linkSecret,
  manageLink,
  OWNER,
  row,
  signInAs,
  upcomingAppointment,
} from "../e2e/support/portal";
import startPortal from "../e2e/support/start-portal.mjs";
import { findBrowser } from "./find-browser.mjs";

const FOLDER = "docs/screens";

type Shot = { name: string; open: (page: Page) => Promise<unknown> };

const portal = (path: string) => async (page: Page) => {
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht${path}`);
};

async function shots(): Promise<Shot[]> {
  const booked = await upcomingAppointment("Lena Hofmann");
  const link = manageLink(booked);
  const { id, companyId } = await row<{ id: string; companyId: string }>(
    "select id, company_id as \"companyId\" from user_invitations where email = 'nora.schulte@example.org'",
  );
  const customer = (path: string) => async (page: Page) => {
    await page.goto(link);
    await page.goto(`/c/morgenlicht/${booked.id}${path}`);
  };

  return [
    { name: "sign-in", open: (page) => page.goto("/sign-in") },
    { name: "customer-appointment", open: customer("") },
    { name: "customer-move", open: customer("/move") },
    { name: "customer-cancel", open: customer("/cancel") },
    {
      name: "invitation",
      open: (page) =>
        page.goto(`/i/morgenlicht/${id}.${linkSecret("invitation", companyId, id, 1)}`),
    },
    { name: "dashboard", open: portal("") },
    { name: "appointments", open: portal("/appointments") },
    { name: "appointment", open: portal(`/appointments/${booked.id}`) },
    { name: "team", open: portal("/team") },
    { name: "invite", open: portal("/team/invite") },
    { name: "mail", open: portal("/mail") },
  ];
}

type Look = { locale: "de" | "en"; width: number; colorScheme: "light" | "dark" };

async function open(browser: Browser, look: Look): Promise<Page> {
  const baseURL = process.env["E2E_BASE_URL"] ?? "";
  const context = await browser.newContext({
    baseURL,
    colorScheme: look.colorScheme,
    viewport: { width: look.width, height: look.width < 500 ? 844 : 800 },
    timezoneId: "Europe/Berlin",
  });
  await context.addCookies([{ name: "locale", value: look.locale, url: baseURL }]);

  return context.newPage();
}

/** The README's picture: the day at a glance, and what a customer has in their hand. */
async function overview(browser: Browser, all: readonly Shot[]): Promise<void> {
  const pictures: Buffer[] = [];
  for (const [name, width] of [
    ["dashboard", 1280],
    ["customer-appointment", 390],
  ] as const) {
    const page = await open(browser, { locale: "de", width, colorScheme: "light" });
    await all.find((shot) => shot.name === name)?.open(page);
    pictures.push(await page.screenshot());
    await page.context().close();
  }
  const page = await browser.newPage({ viewport: { width: 1560, height: 760 } });
  const [desk = "", phone = ""] = pictures.map(
    (png) => `data:image/png;base64,${png.toString("base64")}`,
  );
  await page.setContent(`
    <body style="margin:0;background:#b9b5ad;display:flex;gap:40px;align-items:center;justify-content:center;height:760px">
      <img src="${desk}" style="height:640px;border-radius:12px"><img src="${phone}" style="height:690px;border-radius:16px">
    </body>`);
  await page.screenshot({ path: `${FOLDER}/overview.png` });
}

const LOOKS: readonly Look[] = (["de", "en"] as const).flatMap((locale) =>
  [1280, 390].flatMap((width) =>
    (["light", "dark"] as const).map((colorScheme) => ({ locale, width, colorScheme })),
  ),
);

const wantsAll = process.argv.includes("--all");
const stop = await startPortal();
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const all = await shots();
  await overview(browser, all);
  for (const look of wantsAll ? LOOKS : []) {
    const page = await open(browser, look);
    for (const shot of all) {
      await shot.open(page);
      const name = `${shot.name}-${look.locale}-${String(look.width)}-${look.colorScheme}`;
      await page.screenshot({ path: `test-results/screens/${name}.png`, fullPage: true });
    }
    await page.context().close();
  }
} finally {
  await browser.close();
  await stop();
}
process.exit(0);
