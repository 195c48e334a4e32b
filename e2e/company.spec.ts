import { expect, test } from "@playwright/test";

import { expectKeyboardReaches } from "./support/keyboard";
import { MANAGER, OWNER, signInAs, upcomingAppointment } from "./support/portal";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`with${javaScriptEnabled ? "" : "out"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("an owner changes what the company says about itself, and the log tells who it was", async ({
      page,
    }) => {
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/settings");
      const phone = page.getByLabel("Telefon");
      const before = await phone.inputValue();
      await phone.fill("030 99 88 77");
      await page.getByLabel("Zweiter Faktor für Inhaber").selectOption("Verlangen");
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByRole("alert").first()).toContainText(
        "Richten Sie zuerst Ihren eigenen zweiten Faktor ein.",
      );
      await expect(phone).toHaveValue("030 99 88 77");
      await page.getByLabel("Zweiter Faktor für Inhaber").selectOption("Freiwillig");
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByText("Die Einstellungen sind gespeichert.")).toBeVisible();

      await page.goto("/morgenlicht/activity?group=company");
      const first = page.getByRole("row").filter({ hasText: "Einstellungen geändert" }).first();
      await expect(first).toContainText("Jana Richter");
      await page.goto("/morgenlicht/settings");
      await phone.fill(before);
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByText("Die Einstellungen sind gespeichert.")).toBeVisible();
    });

    test("the log is searched, narrowed and left empty by its address", async ({ page }) => {
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/activity");
      await page.getByLabel("Name oder E-Mail-Adresse").fill("aylin.demir");
      await page.getByLabel("Bereich", { exact: true }).selectOption("Einladungen");
      await page.getByRole("button", { name: "Anwenden" }).click();
      await expect(page).toHaveURL(/search=aylin\.demir&group=invitations/);
      await expect(page.getByText("aylin.demir@example.org").first()).toBeVisible();
      await page.goto("/morgenlicht/activity?search=gibt-es-nicht");
      await expect(page.getByText("Nichts gefunden")).toBeVisible();
      await page.getByRole("link", { name: "Zurücksetzen" }).click();
      await expect(page).toHaveURL("/morgenlicht/activity");
    });
  });
}

test("a manager sees the log of the branch, and neither settings nor operations", async ({
  page,
}) => {
  await signInAs(page, MANAGER);
  await page.goto("/morgenlicht/activity");
  await expect(page.getByText("Was Ihre Filiale und ihre Termine betrifft.")).toBeVisible();
  await expect(page.getByRole("link", { name: "Einstellungen" })).toHaveCount(0);
  for (const path of ["settings", "operations"]) {
    await page.goto(`/morgenlicht/${path}`);
    await expect(page.getByRole("main")).toContainText("Ihre Rolle");
  }
});

test("the operations page says how the portal's own jobs stand", async ({ page }) => {
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/operations");
  await expect(page.getByRole("row").filter({ hasText: "Einladungen versenden" })).toBeVisible();
});

test("Tab alone reaches everything on every page, and shows where it is", async ({ page }) => {
  test.slow();
  await signInAs(page, OWNER);
  const { id } = await upcomingAppointment();
  const own = ["", "/move", "/cancel"].map((path) => `/appointments/${id}${path}`);
  const portal = ["", "/appointments", "/team", "/team/invite", "/team/invitations", "/mail"];
  for (const path of [...portal, "/activity", "/settings", "/operations", "/profile", ...own]) {
    await page.goto(`/morgenlicht${path}`);

    await test.step(path, () => expectKeyboardReaches(page));
  }
  for (const path of ["/account", "/account/email", "/account/second-factor"]) {
    await page.goto(path);

    await test.step(path, () => expectKeyboardReaches(page));
  }
});
