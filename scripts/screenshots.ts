import { type Browser, chromium, type Page } from "@playwright/test";
import { mkdirSync } from "node:fs";
import process from "node:process";

import startPortal from "../e2e/support/start-portal.mjs";
import { findBrowser } from "./find-browser.mjs";
import { mailShots } from "./screens/mail-shots";
import { pageShots } from "./screens/page-shots";
import type { Shot } from "./screens/shot";

const FOLDER = "docs/screens";

type Look = { locale: "de" | "en"; width: number; colorScheme: "light" | "dark" };

async function open(browser: Browser, look: Look): Promise<Page> {
  const baseURL = process.env["E2E_BASE_URL"] ?? "";
  const context = await browser.newContext({
    baseURL,
    colorScheme: look.colorScheme,
    viewport: { width: look.width, height: look.width < 500 ? 844 : 800 },
    timezoneId: "Europe/Berlin",
    locale: look.locale === "de" ? "de-DE" : "en-GB",
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

const WIDTHS = { wide: 1280, narrow: 390 } as const;
/** Taller pages are cut: what is below repeats. */
const MOST_HEIGHT = 1500;

/** Every page and mail in both languages, at the width it is used most, for docs/screens. */
async function gallery(browser: Browser, pages: readonly Shot[]): Promise<void> {
  for (const locale of ["de", "en"] as const) {
    mkdirSync(`${FOLDER}/${locale}`, { recursive: true });
    for (const size of ["wide", "narrow"] as const) {
      const width = WIDTHS[size];
      const page = await open(browser, { locale, width, colorScheme: "light" });
      const shots = [...pages, ...mailShots(locale)].filter((shot) => shot.size === size);
      for (const shot of shots) {
        await shot.open(page);
        const height = Math.min(
          MOST_HEIGHT,
          await page.evaluate(() => document.documentElement.scrollHeight),
        );
        await page.screenshot({
          path: `${FOLDER}/${locale}/${shot.name}.jpg`,
          type: "jpeg",
          quality: 50,
          fullPage: true,
          clip: { x: 0, y: 0, width, height },
        });
      }
      await page.context().close();
    }
  }
}

const wantsAll = process.argv.includes("--all");
const stop = await startPortal();
const executablePath = findBrowser();
const browser = await chromium.launch({
  ...(executablePath ? { executablePath } : {}),
  args: ["--no-sandbox", "--disable-gpu", "--disable-background-networking"],
});
try {
  mkdirSync(FOLDER, { recursive: true });
  const pages = await pageShots();
  await overview(browser, pages);
  await gallery(browser, pages);
  for (const look of wantsAll ? LOOKS : []) {
    const page = await open(browser, look);
    for (const shot of pages) {
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
