import { expect, test } from "@playwright/test";

import {
  expectAccessible,
  linkInMail,
  mailTo,
  manageLink,
  OWNER,
  PASSWORD,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

const OPERATOR = "betrieb@portal.example";
const slugOf = () => `salon-${crypto.randomUUID().slice(0, 8)}`;

test("an operator opens a company, its owner accepts, and the portal is closed and opened again", async ({
  page,
  browser,
}) => {
  test.slow();
  const slug = slugOf();
  const email = `${slug}@example.org`;
  await signInAs(page, OPERATOR);
  await page.goto("/platform");
  await page.getByRole("link", { name: "Unternehmen anlegen" }).click();
  await page.getByLabel("Name des Unternehmens").fill("Salon Abendrot");
  await page.getByLabel("Adresse", { exact: true }).fill("morgenlicht");
  await page.getByLabel("E-Mail der Inhaberin").fill(email);
  await page.getByRole("button", { name: "Anlegen und einladen" }).click();
  await expect(page.getByRole("alert").first()).toContainText(
    "Diese Adresse hat schon ein anderes Unternehmen.",
  );
  await page.getByLabel("Adresse", { exact: true }).fill(slug);
  await page.getByRole("button", { name: "Anlegen und einladen" }).click();
  await expect(page).toHaveURL(`/platform/companies/${slug}?done=created`);

  const person = await (await browser.newContext()).newPage();
  await mailTo(person, email, /lädt Sie/);
  await person.goto(await linkInMail(person, /\/i\//));
  await person.getByLabel("Ihr Name").fill("Paula Abendrot");
  await person.getByLabel("Passwort wählen").fill(PASSWORD);
  await person.getByRole("button", { name: "Einladung annehmen" }).click();
  await expect(person).toHaveURL(`/${slug}`);

  await page.reload();
  await expect(page.getByText("Paula Abendrot")).toBeVisible();
  await page.getByLabel("Grund").fill("Umbau bis März");
  await page.getByRole("button", { name: "Portal schließen" }).click();
  await expect(page.getByText("Umbau bis März")).toBeVisible();
  await person.goto(`/${slug}/team`);
  await expect(person).toHaveURL(`/closed/${slug}`);
  await expect(person.getByRole("heading", { level: 1 })).toContainText("noch nicht geöffnet");
  await expectAccessible(person);

  await page.getByLabel("Notiz").fill("Wieder da");
  await page.getByRole("button", { name: "Portal öffnen" }).click();
  await expect(page.getByText("Das Portal ist für dieses Unternehmen geöffnet.")).toBeVisible();
  await person.goto(`/closed/${slug}`);
  await expect(person).toHaveURL(`/${slug}`);
  await person.context().close();
});

test("customers' links keep working while the portal is closed to the members", async ({
  page,
}) => {
  const booked = await upcomingAppointment();
  await sql("update companies set is_pilot = false where slug = 'morgenlicht'");
  try {
    await page.goto(manageLink(booked));
    await expect(page).toHaveURL(`/c/morgenlicht/${booked.id}`);
    await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
    await signInAs(page, OWNER);
    await page.goto("/morgenlicht");
    await expect(page).toHaveURL("/closed/morgenlicht");
  } finally {
    await sql("update companies set is_pilot = true where slug = 'morgenlicht'");
  }
});

test("nobody else finds the platform", async ({ page, request }) => {
  await page.goto("/platform");
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Fplatform/);
  await signInAs(page, OWNER);
  for (const path of ["", "/companies/new", "/companies/morgenlicht", "/accounts", "/jobs"]) {
    const response = await page.goto(`/platform${path}`);
    expect(response?.status()).toBe(404);
  }
  expect((await request.get("/platform/jobs", { maxRedirects: 0 })).status()).toBe(307);
});

test("an operator helps somebody who lost their second factor", async ({ page }) => {
  const email = "team5@morgenlicht.example";
  await sql(
    "update users set totp_secret = '\\x00', totp_enabled_at = now() where email_normalised = $1",
    [email],
  );
  await signInAs(page, OPERATOR);
  await page.goto("/platform/accounts");
  await page.getByLabel("E-Mail-Adresse").fill(email.toUpperCase());
  await page.getByRole("button", { name: "Suchen" }).click();
  await page.getByRole("button", { name: "Zweiten Faktor zurücksetzen" }).click();
  await expect(page.getByText("Der zweite Faktor ist zurückgesetzt")).toBeVisible();
  const user = await row(
    "select totp_secret, totp_enabled_at from users where email_normalised = $1",
    [email],
  );
  expect(user).toEqual({ totp_secret: null, totp_enabled_at: null });
});

test("a clean-up is tried without changing anything, and the ledger tells of it", async ({
  page,
}) => {
  await signInAs(page, OPERATOR);
  await page.goto("/platform/jobs");
  await page.getByRole("button", { name: /^Probelauf.*Abgelaufene Einladungen/ }).click();
  await expect(page.getByText("Der Probelauf ist fertig.")).toBeVisible();
  await expect(page.getByText("Probelauf, nichts geändert").first()).toBeVisible();
});

for (const [locale, width, colorScheme] of [
  ["de", 390, "light"],
  ["en", 1280, "dark"],
] as const) {
  test(`the platform's pages are accessible: ${locale}, ${width} px, ${colorScheme}`, async ({
    page,
  }) => {
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await signInAs(page, OPERATOR);
    await page.goto("/platform");
    await page.context().addCookies([{ name: "locale", value: locale, url: page.url() }]);
    const pages = ["", "/companies/new", "/companies/morgenlicht", "/jobs"];
    for (const path of [...pages, `/accounts?email=${OWNER}`, "/accounts?email=x@example.org"]) {
      await page.goto(`/platform${path}`);
      await expectAccessible(page);
    }
    await page.goto("/setup");
    await expectAccessible(page);
  });
}
