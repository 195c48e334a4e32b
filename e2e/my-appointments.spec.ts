import { expect, type Page, test } from "@playwright/test";

import {
  baseUrl,
  type Booked,
  expectAccessible,
  linkInMail,
  mailTo,
  manageLink,
  OWNER,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

const HOME = "/c/morgenlicht";

/** Everything is counted for an hour, and these tests are faster than people. */
test.beforeEach(async () => {
  await sql("delete from rate_limits");
});

async function ask(page: Page, email: string): Promise<void> {
  await page.goto(HOME);
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByRole("button", { name: "Link schicken" }).click();
  await expect(page.getByText("Wenn wir Termine zu dieser Adresse haben")).toBeVisible();
}

async function openMailedLink(page: Page, { email }: Pick<Booked, "email">): Promise<string> {
  await mailTo(page, email, /Ihre Termine bei/);
  const link = await linkInMail(page, /\/a\//);
  await page.goto(link);
  await expect(page).toHaveURL(`${HOME}/open`);

  return link;
}

const submit = (page: Page) => page.getByRole("button", { name: "Meine Termine ansehen" });

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a customer ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 390, height: 844 } });

    test("finds all their appointments by a link that works once, and signs out", async ({
      page,
    }) => {
      const booked = await upcomingAppointment();
      await ask(page, booked.email.toUpperCase());
      const link = await openMailedLink(page, booked);
      await submit(page).click();
      await expect(page).toHaveURL(HOME);
      await expect(page.getByText(`Alle Termine zu ${booked.email}`)).toBeVisible();

      await page.locator(`a[href="${HOME}/${booked.id}"]`).click();
      await expect(page).toHaveURL(`${HOME}/${booked.id}`);
      await expect(page.getByRole("link", { name: "Verschieben" })).toBeVisible();
      await page.getByRole("link", { name: "Alle meine Termine" }).click();

      await page.getByRole("button", { name: "Abmelden" }).click();
      await expect(page.getByText("Sie sind abgemeldet.")).toBeVisible();
      await page.goto(`${HOME}/${booked.id}`);
      await expect(page).toHaveURL(`${HOME}/link`);

      await page.goto(link);
      await expect(
        page.getByRole("heading", { name: "Dieser Link gilt nicht mehr" }),
      ).toBeVisible();
      await page.getByRole("link", { name: "Neuen Link anfordern" }).click();
      await expect(page.getByLabel("E-Mail-Adresse")).toBeVisible();
    });

    test("is told the same about an address that nobody has", async ({ page }) => {
      await ask(page, "niemand@example.org");
      const unknown = await page.getByRole("main").innerText();
      await ask(page, (await upcomingAppointment()).email);

      await expect(page.getByRole("main")).toHaveText(unknown, { useInnerText: true });
    });
  });
}

test("looking at the link as a mail scanner does uses nothing up", async ({ page, request }) => {
  const booked = await upcomingAppointment();
  await ask(page, booked.email);
  const link = await openMailedLink(page, booked);
  for (let look = 0; look < 3; look += 1) {
    expect((await request.get(link)).status()).toBe(200);
  }
  await page.goto(link);
  await submit(page).click();

  await expect(page.getByRole("heading", { name: "Meine Termine" })).toBeVisible();
});

test("the secret leaves the address at once and is in no page", async ({ page }) => {
  const booked = await upcomingAppointment();
  await ask(page, booked.email);
  const link = await openMailedLink(page, booked);
  const secret = link.split(".").at(-1)!;

  expect(await page.content()).not.toContain(secret);
  const response = await page.request.get(link, { maxRedirects: 0 });
  expect(response.status()).toBe(303);
  expect(response.headers()).toMatchObject({
    "cache-control": "no-store",
    "referrer-policy": "no-referrer",
  });
  const cookies = await page.context().cookies(`${baseUrl()}${HOME}/open`);
  expect(cookies.find(({ name }) => name.startsWith("access-"))).toMatchObject({
    httpOnly: true,
    path: `${HOME}/open`,
  });
});

test.describe("on a phone of 360 px", () => {
  test.use({ viewport: { width: 360, height: 740 } });

  for (const [locale, colorScheme] of [
    ["de", "light"],
    ["en", "dark"],
  ] as const) {
    test(`every page is accessible in ${locale}, ${colorScheme}`, async ({ page }) => {
      await page.emulateMedia({ colorScheme });
      const booked = await upcomingAppointment();
      await ask(page, booked.email);
      await expectAccessible(page);
      await mailTo(page, booked.email, /Ihre Termine bei/);
      const link = await linkInMail(page, /\/a\//);
      const cookie = { name: "locale", value: locale, url: baseUrl() };
      await page.context().addCookies([cookie]);

      for (const path of [HOME, `${HOME}/link`, `${HOME}/open`]) {
        await page.goto(path);
        await expect(page.locator("html")).toHaveAttribute("lang", locale);
        await expectAccessible(page);
      }
      await page.goto(link);
      await expectAccessible(page);
      await page.getByRole("main").getByRole("button").click();
      await expect(page.getByText(booked.email)).toBeVisible();
      await expectAccessible(page);
    });
  }

  test("the keyboard alone is enough", async ({ page }) => {
    const booked = await upcomingAppointment();
    await page.goto(HOME);
    await page.keyboard.press("Tab");
    await expect(page.getByRole("link", { name: "Zum Inhalt" })).toBeFocused();
    await page.keyboard.press("Enter");
    await page.keyboard.press("Tab");
    await expect(page.getByLabel("E-Mail-Adresse")).toBeFocused();
    await page.keyboard.type(booked.email);
    await page.keyboard.press("Enter");
    await expect(page.getByText("ist ein Link unterwegs")).toBeVisible();

    await openMailedLink(page, booked);
    await submit(page).focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(HOME);
    const first = page.locator(`a[href="${HOME}/${booked.id}"]`);
    await first.focus();
    await page.keyboard.press("Enter");
    await expect(page).toHaveURL(`${HOME}/${booked.id}`);
  });
});

test("the company asks for a new time: that comes first, and the present one stands", async ({
  page,
}) => {
  const booked = await upcomingAppointment();
  await sql(
    "update appointments set new_time_asked_at = now(), new_time_reason = 'Lena ist krank.' where id = $1",
    [booked.id],
  );
  await page.goto(manageLink(booked));

  await expect(
    page.getByText("Er besteht weiter, bis Sie eine neue Zeit gewählt haben."),
  ).toBeVisible();
  await expect(page.getByText("Grund: Lena ist krank.")).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("link", { name: "Neue Zeit wählen" }).click();
  await expect(page).toHaveURL(`${HOME}/${booked.id}/move`);
});

test("staff see that a link was opened, renew it and end it; the old one leads to a way on", async ({
  page,
  browser,
}) => {
  const booked = await upcomingAppointment();
  const customer = await (await browser.newContext()).newPage();
  await customer.goto(`${baseUrl()}${manageLink(booked)}`);
  await expect(customer).toHaveURL(`${baseUrl()}${HOME}/${booked.id}`);

  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/appointments/${booked.id}`);
  const card = page.getByRole("region", { name: `Link für ${booked.customer}` });
  await expect(card.getByText("1 Mal")).toBeVisible();
  await card.getByText("Link erneuern oder sperren").click();
  await expectAccessible(page);
  await card.getByRole("button", { name: "Neuen Link schicken" }).click();
  await expect(page.getByText("Der neue Link ist gespeichert und unterwegs.")).toBeVisible();

  await customer.goto(`${baseUrl()}${manageLink(booked)}`);
  await expect(customer.getByRole("link", { name: "Meine Termine" })).toBeVisible();
  await mailTo(page, booked.email, /Ihr neuer Link zum Termin/);
  const renewed = await linkInMail(page, /\/t\//);
  await customer.goto(renewed);
  await expect(customer).toHaveURL(`${baseUrl()}${HOME}/${booked.id}`);

  await page.goto(`/morgenlicht/appointments/${booked.id}`);
  await card.getByText("Link erneuern oder sperren").click();
  await card.getByRole("button", { name: "Link sperren" }).click();
  await expect(card.getByText("Der Link ist gesperrt")).toBeVisible();
  await customer.goto(renewed);
  await expect(customer).toHaveURL(`${baseUrl()}${HOME}/link`);
  expect(
    await row("select link_generation, link_hash from appointments where id = $1", [booked.id]),
  ).toEqual({ link_generation: 2, link_hash: null });
});
