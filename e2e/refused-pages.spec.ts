import { expect, type Page, test } from "@playwright/test";

import {
  expectAccessible,
  manageLink,
  OWNER,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

/** The next version, by somebody else, whatever it is about. */
async function change(id: string, set: string, action: string): Promise<void> {
  await sql(
    `with changed as (update appointments set ${set}, version = version + 1
       where id = $1 returning company_id, id, version)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, version, '${action}', 'member', 'Mehmet Aydın' from changed`,
    [id],
  );
}

async function expectAccessiblePage(page: Page, href: string, heading: string): Promise<void> {
  await page.goto(href);
  await expect(page.getByRole("heading", { name: heading })).toBeVisible();
  await expectAccessible(page);
}

test("a customer whose change is refused gets accessible pages, on a small phone", async ({
  page,
}) => {
  await page.setViewportSize({ width: 360, height: 740 });
  const booked = await upcomingAppointment();
  await page.goto(manageLink(booked));
  const home = page.url();
  await page.getByRole("link", { name: "Verschieben" }).click();
  await page.getByRole("radio").last().check();
  await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
  await expect(page.getByRole("heading", { name: "Stimmt alles?" })).toBeVisible();
  await sql(
    "update appointment_reservations set expires_at = now() where original_appointment_id = $1",
    [booked.id],
  );
  await expectAccessiblePage(page, page.url(), "Die 5 Minuten sind um");

  await change(booked.id, "ends_at = ends_at - interval '5 minutes'", "service_changed");
  await expectAccessiblePage(page, `${home}/changed?seen=1`, "Der Termin wurde nicht geändert");

  await sql("update appointments set rescheduled_count = 99 where id = $1", [booked.id]);
  await expectAccessiblePage(page, `${home}/move`, "Online verschieben geht nicht");
});

test("staff whose change came too late, and who restore, get accessible pages", async ({
  page,
}) => {
  const { id } = await upcomingAppointment();
  const href = `/morgenlicht/appointments/${id}`;
  await signInAs(page, OWNER);
  await change(id, "ends_at = ends_at - interval '5 minutes'", "service_changed");
  await expectAccessiblePage(
    page,
    `${href}/conflict?seen=1&kind=ask&reason=Umzug`,
    "Der Termin wurde inzwischen geändert",
  );

  await change(id, "status = 'cancelled', cancelled_at = now()", "cancelled");
  await sql(
    `insert into staff_time_off (company_id, staff_id, starts_at, ends_at)
     select company_id, staff_id, starts_at, ends_at from appointments where id = $1`,
    [id],
  );
  await expectAccessiblePage(page, `${href}/restore`, "Termin wieder gelten lassen");
  await expect(page.getByText("Bitte geben Sie einen Grund an")).toBeVisible();
  await expect(page.getByLabel("Grund")).toHaveAttribute("required");
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  for (const path of [
    "/c/nosuch",
    "/c/nosuch/t/x.y",
    "/c/nosuch/a/x.y",
    "/i/nosuch",
    "/i/nosuch/x.y",
  ]) {
    test(`${path} is a page that says so, and what to do`, async ({ page }) => {
      expect((await page.goto(path))?.status()).toBe(404);
      await expect(page.getByRole("heading", { name: "Diese Seite gibt es nicht" })).toBeVisible();
      await expect(page.getByText("öffnen Sie ihn dort noch einmal")).toBeVisible();
    });
  }
});

test.describe("in a browser of another language", () => {
  test.use({ locale: "en-GB" });

  test("a page is in the language of its text, also when there is nothing on it", async ({
    page,
  }) => {
    await signInAs(page, OWNER);
    await page.goto("/morgenlicht");
    await expect(page.locator("html")).toHaveAttribute("lang", "de");
    await page.goto(`/morgenlicht/appointments/${crypto.randomUUID()}`);
    await expect(page.getByRole("heading", { name: "Das gibt es hier nicht" })).toBeVisible();
  });
});
