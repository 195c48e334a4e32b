import { expect, test } from "@playwright/test";

import {
  ADMIN,
  expectAccessible,
  linkInMail,
  mailTo,
  OWNER,
  PASSWORD,
  signInAs,
  sql,
} from "./support/portal";

test("somebody signs in, and signs out", async ({ page }) => {
  await page.goto("/");
  await expect(page).toHaveURL("/sign-in");
  await expectAccessible(page);
  await page.getByLabel("E-Mail-Adresse").fill(` ${OWNER.toUpperCase()} `);
  await page.getByLabel("Passwort", { exact: true }).fill(PASSWORD);
  await page.getByRole("button", { name: "Anmelden" }).click();
  await expect(page).toHaveURL("/morgenlicht");

  const session = (await page.context().cookies()).find(({ name }) =>
    name.includes("session-token"),
  );
  expect(session).toMatchObject({ httpOnly: true, sameSite: "Lax" });

  await page.goto("/morgenlicht/profile");
  await page.getByRole("main").getByRole("button", { name: "Abmelden" }).click();
  await expect(page.getByText("Sie sind abgemeldet.")).toBeVisible();
  await page.goto("/morgenlicht");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("a wrong password and an unknown address are the same answer, and the address stays typed", async ({
  page,
}) => {
  for (const email of [ADMIN, "niemand@example.org"]) {
    await page.goto("/sign-in");
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill("falsch falsch");
    await page.getByRole("button", { name: "Anmelden" }).click();
    await expect(page.getByRole("alert").first()).toContainText(
      "E-Mail-Adresse und Passwort passen nicht zusammen.",
    );
    await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue(email);
    await expect(page.getByLabel("Passwort", { exact: true })).toHaveValue("");
  }
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("somebody sets a new password by a link that works once", async ({ page }) => {
    const email = "team3@morgenlicht.example";
    await page.goto("/forgot-password");
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByRole("button", { name: "Link anfordern" }).click();
    await expect(page.getByText("Wenn es zu dieser Adresse ein Konto gibt")).toBeVisible();

    await mailTo(page, email, /Neues Passwort wählen/);
    const link = await linkInMail(page, /reset-password/);
    await page.goto(link);
    await expect(page).toHaveURL("/reset-password");
    await page.getByLabel("Neues Passwort").fill("kurz");
    await page.getByRole("button", { name: "Passwort speichern" }).click();
    await page.getByLabel("Neues Passwort").fill("Ein neues, langes Passwort");
    await page.getByRole("button", { name: "Passwort speichern" }).click();
    await expect(page).toHaveURL("/morgenlicht");

    await page.goto(link);
    await expect(page.getByRole("heading", { name: "Dieser Link gilt nicht mehr" })).toBeVisible();
  });

  test("asking for a link for an unknown address says the same and sends nothing", async ({
    page,
  }) => {
    await page.goto("/forgot-password");
    await page.getByLabel("E-Mail-Adresse").fill("unbekannt@example.org");
    await page.getByRole("button", { name: "Link anfordern" }).click();
    await expect(page.getByText("Wenn es zu dieser Adresse ein Konto gibt")).toBeVisible();

    expect(
      await sql("select from mailbox_messages where recipient = 'unbekannt@example.org'"),
    ).toEqual([]);
  });
});

test("a person of two companies chooses, and switches", async ({ page }) => {
  await signInAs(page, ADMIN);
  await page.goto("/companies");
  await expectAccessible(page);
  await page.getByRole("link", { name: /Praxis am Lindenhof/ }).click();
  await expect(page).toHaveURL("/lindenhof");
  await page.goto("/companies?choose=1");
  await page.getByRole("link", { name: /Salon Morgenlicht/ }).click();
  await expect(page).toHaveURL("/morgenlicht");
});

test("a deactivated person is out at the next click", async ({ page }) => {
  const email = "team5@morgenlicht.example";
  await signInAs(page, email);
  await page.goto("/morgenlicht");
  await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
  await sql(
    "update memberships set deactivated_at = now() where user_id = (select id from users where email = $1)",
    [email],
  );
  await page.goto("/morgenlicht/appointments");
  await expect(page.getByRole("heading", { name: "Diese Seite gibt es nicht" })).toBeVisible();
});

test("a session that was ended does not come back", async ({ page }) => {
  const email = "team6@morgenlicht.example";
  await signInAs(page, email);
  await sql("update users set session_epoch = session_epoch + 1 where email = $1", [email]);
  await page.goto("/morgenlicht");
  await expect(page).toHaveURL(/\/sign-in/);
});

test("nobody is led to another site after signing in", async ({ page }) => {
  await page.goto("/sign-in?returnTo=https://evil.example/");
  await expect(page.locator("main input[name=returnTo]")).toHaveValue("");
  await page.goto("/sign-in?returnTo=//evil.example/");
  await expect(page.locator("main input[name=returnTo]")).toHaveValue("");
});
