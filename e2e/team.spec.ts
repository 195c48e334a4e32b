import { expect, test } from "@playwright/test";

import { expectAccessible, OWNER, signInAs, sql } from "./support/portal";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("the list of invitations is searched and filtered by its address", async ({ page }) => {
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/team");
      await page.getByRole("link", { name: "Alle anzeigen" }).click();
      await expect(page.getByRole("heading", { name: "Einladungen", level: 1 })).toBeVisible();
      await page
        .getByRole("navigation", { name: "Einladungen nach Zustand" })
        .getByRole("link", { name: /Unzustellbar/ })
        .click();
      await expect(page).toHaveURL(/state=bounced/);
      await expect(page.getByRole("link", { name: "f.seidel@gmial.example" })).toBeVisible();
      await expect(page.getByRole("link", { name: "aylin.demir@example.org" })).toBeHidden();

      await page.getByLabel("Adresse oder Name").fill("gibt-es-nicht");
      await page.getByRole("button", { name: "Suchen" }).click();
      await expect(page.getByText("Keine Einladung für „gibt-es-nicht“")).toBeVisible();
      await page.getByRole("link", { name: "Zurücksetzen" }).click();
      await page.getByRole("link", { name: "aylin.demir@example.org" }).click();
      await expect(page.getByRole("heading", { name: "aylin.demir@example.org" })).toBeVisible();
      await expect(page.getByRole("heading", { name: "Eingeladen" })).toBeVisible();
    });
  });
}

test("who presses second is told what the first one did", async ({ page, context }) => {
  const [invitation] = await sql<{ id: string }>(
    `insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
     select m.company_id, 'zweimal@example.org', 'zweimal@example.org', 'staff', m.id, '' from memberships m
     join companies c on c.id = m.company_id where c.slug = 'morgenlicht' and m.role = 'owner' limit 1
     returning id`,
  );
  const path = `/morgenlicht/team/invitations/${String(invitation?.id)}`;
  await signInAs(page, OWNER);
  await page.goto(path);
  const other = await context.newPage();
  await other.goto(path);
  await other.getByRole("button", { name: /Zurückziehen/ }).click();
  await expect(other.getByText("Die Einladung ist zurückgezogen")).toBeVisible();
  await page.getByRole("button", { name: /Erneut senden/ }).click();
  await expect(
    page.getByText("Jana Richter hat diese Einladung gerade eben zurückgezogen."),
  ).toBeVisible();
});

for (const width of [390, 1280]) {
  test(`the invitations are accessible at ${String(width)} px`, async ({ page }) => {
    await page.setViewportSize({ width, height: 800 });
    await signInAs(page, OWNER);
    await page.goto("/morgenlicht/team/invitations");
    await expectAccessible(page);
    await page.getByRole("link", { name: "aylin.demir@example.org" }).click();
    await expect(page.getByRole("heading", { name: "aylin.demir@example.org" })).toBeVisible();
    await expectAccessible(page);
    await page.goto("/morgenlicht/team/invitations?search=gibt-es-nicht");
    await expectAccessible(page);
  });
}
