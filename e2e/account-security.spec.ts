import { expect, type Page, test } from "@playwright/test";
import { Secret, TOTP } from "otpauth";

import {
  expectAccessible,
  linkInMail,
  mailTo,
  OWNER,
  PASSWORD,
  row,
  signInAs,
  sql,
} from "./support/portal";

/** A person of their own for one test: a member of the salon with the demo's password. */
async function createPerson(role = "staff"): Promise<string> {
  const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  await sql(
    `with person as (
       insert into users (email, email_normalised, name, password_hash)
       select $1, $1, 'Nele Brandt', password_hash from users where email_normalised = $2
       returning id)
     insert into memberships (company_id, user_id, role)
     select c.id, person.id, $3 from companies c, person where c.slug = 'morgenlicht'`,
    [email, OWNER, role],
  );

  return email;
}

async function signIn(page: Page, email: string): Promise<void> {
  await page.goto("/sign-in");
  await page.getByLabel("E-Mail-Adresse").fill(email);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Anmelden" }).click();
}

/** What the app shows one time step from now: the step of the first code is used up. */
function nextCode(secret: string): string {
  return new TOTP({ secret: Secret.fromBase32(secret) }).generate({
    timestamp: Date.now() + 30_000,
  });
}

async function setUpSecondFactor(page: Page): Promise<{ secret: string; codes: string[] }> {
  await page.goto("/account/second-factor");
  await page.getByLabel("Ihr jetziges Passwort").fill(PASSWORD);
  await page.getByRole("button", { name: "Weiter" }).click();
  const typed = await page.locator("code").first().textContent();
  const secret = (typed ?? "").replaceAll(" ", "");
  const code = new TOTP({ secret: Secret.fromBase32(secret) }).generate();
  await page.getByLabel("Geben Sie den Code ein").fill(code);
  await page.getByRole("button", { name: "Zweiten Faktor einschalten" }).click();
  await expect(page.getByText("Diese Codes sehen Sie nur jetzt.")).toBeVisible();

  return { secret, codes: await page.getByRole("main").locator("li code").allTextContents() };
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with${javaScriptEnabled ? "" : "out"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("a second factor is set up, asked for at sign-in, and can be replaced by a recovery code", async ({
      page,
    }) => {
      const email = await createPerson();
      await signInAs(page, email);
      const { secret, codes } = await setUpSecondFactor(page);
      expect(codes).toHaveLength(8);
      await page.getByRole("button", { name: "Ich habe die Codes aufbewahrt" }).click();
      await expect(page).toHaveURL("/account");
      await page.goto("/account/second-factor/codes");
      await expect(page).toHaveURL("/account/second-factor");

      await page.context().clearCookies();
      await signIn(page, email);
      await expect(page).toHaveURL("/sign-in/code");
      await page.goto("/morgenlicht");
      await expect(page).toHaveURL(/\/sign-in\?/);
      await page.goto("/sign-in/code");
      await page.getByLabel("Code aus Ihrer App").fill("000 000");
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page.getByRole("alert").first()).toContainText("Dieser Code gilt nicht");
      await page.getByLabel("Code aus Ihrer App").fill(nextCode(secret));
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page).toHaveURL("/morgenlicht");

      await page.context().clearCookies();
      await signIn(page, email);
      await page.getByLabel("Code aus Ihrer App").fill(codes[0]!.toLowerCase());
      await page.getByRole("button", { name: "Anmelden" }).click();
      await expect(page).toHaveURL("/morgenlicht");
      await page.goto("/account");
      await expect(page.getByText("Ersatzcode verwendet")).toBeVisible();

      await page.goto("/account/second-factor?off=1");
      await page.getByLabel("Ihr jetziges Passwort").fill(PASSWORD);
      await page.getByLabel("Code aus Ihrer App").fill(codes[1]!);
      await page.getByRole("button", { name: "Zweiten Faktor ausschalten" }).click();
      await expect(page).toHaveURL("/account?done=secondFactorOff");
      await mailTo(page, email, /Der zweite Faktor ist ausgeschaltet/);
    });

    test("a new address counts once the link in its mail is followed, and the old one is told", async ({
      page,
    }) => {
      const email = await createPerson();
      const next = `neu-${email}`;
      await signInAs(page, email);
      await page.goto("/account/email");
      await page.getByLabel("Neue E-Mail-Adresse").fill(next);
      await page.getByLabel("Ihr jetziges Passwort").fill("geraten geraten");
      await page.getByRole("button", { name: "Link zur Bestätigung senden" }).click();
      await expect(page.getByText("Das ist nicht Ihr Passwort.")).toBeVisible();
      await expect(page.getByLabel("Neue E-Mail-Adresse")).toHaveValue(next);
      await page.getByLabel("Ihr jetziges Passwort").fill(PASSWORD);
      await page.getByRole("button", { name: "Link zur Bestätigung senden" }).click();
      await expect(page.getByText(`Wir haben einen Link an ${next} geschickt.`)).toBeVisible();

      await mailTo(page, next, /Neue E-Mail-Adresse bestätigen/);
      await page.goto(await linkInMail(page, /\/confirm-email\//));
      await expect(page).toHaveURL("/confirm-email");
      await expect(page.getByText(next)).toBeVisible();
      await page.getByRole("button", { name: "Adresse bestätigen" }).click();
      await expect(page.getByRole("heading", { name: "Ihre neue Adresse gilt" })).toBeVisible();
      await mailTo(page, email, /Ihre E-Mail-Adresse wurde geändert/);

      await page.context().clearCookies();
      await signIn(page, next);
      await expect(page).toHaveURL("/morgenlicht");
    });
  });
}

test("sessions are listed, ended one by one, and everywhere", async ({ page, browser }) => {
  const email = await createPerson();
  const elsewhere = await browser.newPage();
  await signInAs(elsewhere, email);
  await elsewhere.goto("/morgenlicht");
  await expect(elsewhere).toHaveURL("/morgenlicht");
  await signInAs(page, email);
  await page.goto("/account/sessions");
  await expect(page.getByText("Dieses Gerät")).toHaveCount(1);
  await page
    .getByRole("main")
    .getByRole("button", { name: /^Abmelden.*:/ })
    .click();
  await expect(page.getByText("Das Gerät ist abgemeldet.")).toBeVisible();
  await elsewhere.goto("/morgenlicht");
  await expect(elsewhere).toHaveURL(/\/sign-in/);
  await elsewhere.close();

  await page.getByRole("button", { name: "Überall abmelden" }).click();
  await expect(page).toHaveURL(/\/sign-in/);
  const { open } = await row<{ open: number }>(
    `select count(*)::int as open from user_sessions s join users u on u.id = s.user_id
     where u.email_normalised = $1 and s.ended_at is null`,
    [email],
  );
  expect(open).toBe(0);
});

test("another password signs every other device out, and this one stays", async ({ page }) => {
  const email = await createPerson();
  await signInAs(page, email);
  await page.goto("/account/password");
  await page.getByLabel("Ihr jetziges Passwort").fill(PASSWORD);
  await page.getByLabel("Neues Passwort").fill("ganz neues Passwort");
  await page.getByRole("button", { name: "Passwort ändern" }).click();
  await expect(page.getByText("Ihr Passwort ist geändert.")).toBeVisible();
  await page.goto("/morgenlicht");
  await expect(page).toHaveURL("/morgenlicht");
});

test("a company can ask its admins for a second factor, and nobody gets past it", async ({
  page,
}) => {
  const email = await createPerson("admin");
  const companyId = (await row<{ id: string }>("select id from companies where slug = 'lindenhof'"))
    .id;
  await sql(
    `insert into memberships (company_id, user_id, role)
     select $1, id, 'admin' from users where email_normalised = $2`,
    [companyId, email],
  );
  await sql("update companies set is_second_factor_required = true where id = $1", [companyId]);
  await signInAs(page, email);
  for (const path of ["", "/team", "/appointments", "/mail", "/team/invite"]) {
    await page.goto(`/lindenhof${path}`);
    await expect(page).toHaveURL("/closed/lindenhof");
  }
  await expect(page.getByText("Praxis am Lindenhof verlangt einen zweiten Faktor")).toBeVisible();
  for (const path of ["/mail/state", "/team/access/export"]) {
    const answer = await page.request.get(`/lindenhof${path}`, { maxRedirects: 0 });
    expect([path, answer.ok()]).toEqual([path, false]);
  }
  await expectAccessible(page);
  await page.getByRole("link", { name: "Einrichten" }).click();
  await setUpSecondFactor(page);
  await page.goto("/lindenhof/team");
  await expect(page).toHaveURL("/lindenhof/team");
  await sql("update companies set is_second_factor_required = false where id = $1", [companyId]);
});

for (const [locale, width, colorScheme] of [
  ["de", 1280, "light"],
  ["en", 390, "dark"],
] as const) {
  test(`an account's pages are accessible: ${locale}, ${width} px, ${colorScheme}`, async ({
    page,
  }) => {
    const email = await createPerson();
    await page.setViewportSize({ width, height: 900 });
    await page.emulateMedia({ colorScheme });
    await signInAs(page, email);
    await page.goto("/account");
    await page.context().addCookies([{ name: "locale", value: locale, url: page.url() }]);
    for (const path of ["", "/email", "/password", "/second-factor", "/sessions"]) {
      await page.goto(`/account${path}`);
      await expectAccessible(page);
    }
    await page.goto("/confirm-email");
    await expectAccessible(page);
  });
}

test("strangers sign in first, and come back to the page they wanted", async ({ page }) => {
  await page.goto("/account/sessions");
  await expect(page).toHaveURL(/\/sign-in\?returnTo=%2Faccount/);
});
