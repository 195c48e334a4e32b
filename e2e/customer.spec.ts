import { expect, test } from "@playwright/test";

import { expectKeyboardReaches, tabAndPress, tabTo } from "./support/keyboard";
import {
  expectAccessible,
  linkInMail,
  mailTo,
  manageLink,
  row,
  sql,
  upcomingAppointment,
} from "./support/portal";

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a customer ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled, viewport: { width: 390, height: 844 } });

    test("moves an appointment, gets a mail with a calendar file, and sees it in the history", async ({
      page,
    }) => {
      const booked = await upcomingAppointment();
      await page.goto(manageLink(booked));
      await expect(page).toHaveURL(`/c/morgenlicht/${booked.id}`);

      await page.getByRole("link", { name: "Verschieben" }).click();
      await page.getByRole("radio").last().check();
      await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
      await expect(page.getByRole("heading", { name: "Stimmt alles?" })).toBeVisible();

      await page.getByRole("button", { name: "5 Minuten mehr" }).click();
      await expect(page.getByRole("button", { name: "5 Minuten mehr" })).toBeHidden();
      await page.getByText("Nachricht hinzufügen").click();
      await page.getByLabel("Ihre Nachricht").fill("Danke für Ihre Geduld");
      await page.getByRole("button", { name: "Termin verschieben" }).click();
      await expect(page.getByText("Ihr neuer Termin ist gespeichert.")).toBeVisible();

      const stored = await row<{ version: number; moves: number; reason: string; ip: string }>(
        `select a.version, a.rescheduled_count as moves, l.reason, host(l.ip_address) as ip
         from appointments a join appointment_audit_logs l on l.appointment_id = a.id and l.version = 2
         where a.id = $1`,
        [booked.id],
      );
      expect(stored).toMatchObject({ version: 2, moves: 1, reason: "Danke für Ihre Geduld" });
      expect(stored.ip).toMatch(/^(127\.0\.0\.1|::1)$/);

      await page.getByRole("link", { name: "Termin ansehen" }).click();
      await expect(page.getByText(/Von Ihnen am .+/).first()).toBeVisible();
      await expect(page.getByText("noch 2-mal")).toBeVisible();

      await mailTo(page, booked.email, /Ihr Termin wurde verschoben/);
      await page.getByText("termin.ics").last().click();
      await expect(page.getByText(`UID:${booked.id}@terminportal`)).toBeVisible();
      await expect(page.getByText("SEQUENCE:2")).toBeVisible();
      expect(await linkInMail(page, /\/t\//)).toContain(manageLink(booked));
    });

    test("cancels an appointment with a reason, and the slot is free again", async ({ page }) => {
      const booked = await upcomingAppointment();
      await page.goto(manageLink(booked));
      await page.getByRole("link", { name: "Absagen" }).click();
      await page.getByLabel(/Warum sagen Sie ab/).fill("Ich bin verreist.");
      await page.getByRole("button", { name: "Termin absagen" }).click();
      await expect(page.getByText("Die Absage ist gespeichert")).toBeVisible();

      expect(
        await row("select status, cancellation_reason from appointments where id = $1", [
          booked.id,
        ]),
      ).toEqual({ status: "cancelled", cancellation_reason: "Ich bin verreist." });
      expect(await sql("select from slot_claims where claimant_id = $1", [booked.id])).toEqual([]);

      await page.getByRole("link", { name: "Termin ansehen" }).click();
      await expect(page.getByRole("link", { name: "Verschieben" })).toBeHidden();
      await mailTo(page, booked.email, /Ihr Termin wurde abgesagt/);
      await page.getByText("termin.ics").last().click();
      await expect(page.getByText("METHOD:CANCEL")).toBeVisible();
    });

    test("is told that somebody else was faster, and keeps the appointment", async ({ page }) => {
      const booked = await upcomingAppointment();
      await page.goto(manageLink(booked));
      await page.getByRole("link", { name: "Verschieben" }).click();
      await page.getByLabel("Bei wem?").selectOption(booked.staffId);
      await page.getByRole("button", { name: "Zeiten anzeigen" }).click();
      const ownDay = booked.startsAt.toISOString().slice(0, 10);
      const slot = page.locator(`input[type=radio]:not([value^="${ownDay}"])`).nth(2);
      const [startsAt = ""] = ((await slot.getAttribute("value")) ?? "").split("|");
      await slot.check();
      await sql(
        `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at, holder)
         select company_id, 'new_booking', staff_id, service_id, $2, $2::timestamptz + interval '15 minutes', 'member:' || gen_random_uuid()
         from appointments where id = $1`,
        [booked.id, startsAt],
      );
      await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();

      await expect(page.getByRole("alert").first()).toContainText(
        "Diese Zeit hat gerade jemand gebucht",
      );
      const nearest = page.getByRole("group", { name: "Am nächsten dran sind:" });
      await expect(nearest.getByRole("radio")).toHaveCount(3);
      await nearest.getByRole("radio").first().check();
      await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
      await expect(page.getByRole("heading", { name: "Stimmt alles?" })).toBeVisible();
    });

    test("is told when the reservation has run out, and reserves the same time again", async ({
      page,
    }) => {
      const booked = await upcomingAppointment();
      await page.goto(manageLink(booked));
      await page.getByRole("link", { name: "Verschieben" }).click();
      await page.getByRole("radio").last().check();
      await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
      await expect(page.getByRole("heading", { name: "Stimmt alles?" })).toBeVisible();
      await sql(
        "update appointment_reservations set expires_at = now() where original_appointment_id = $1",
        [booked.id],
      );
      await page.getByRole("button", { name: "Termin verschieben" }).click();

      await expect(page.getByRole("heading", { name: "Die 5 Minuten sind um" })).toBeVisible();
      expect(await row("select version from appointments where id = $1", [booked.id])).toEqual({
        version: 1,
      });
      await expect(page.getByText("Sie können die Zeit gleich wieder reservieren.")).toBeVisible();
      await page.getByRole("button", { name: "Wieder reservieren" }).click();
      await expect(page.getByRole("heading", { name: "Stimmt alles?" })).toBeVisible();
      await page.getByRole("button", { name: "Termin verschieben" }).click();
      await expect(page.getByText("Ihr neuer Termin ist gespeichert.")).toBeVisible();
    });
  });
}

test("a customer's pages are accessible, in both languages, on a small phone", async ({ page }) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  const booked = await upcomingAppointment();
  await page.goto(manageLink(booked));
  const home = page.url();

  for (const [language, names] of [
    ["DE", ["Verschieben", "Weiter zur Bestätigung", "Absagen"]],
    ["EN", ["Reschedule", "Continue to confirmation", "Cancel"]],
  ] as const) {
    await page.goto(home);
    await page.getByRole("button", { name: language }).click();
    await expect(page.locator("html")).toHaveAttribute("lang", language.toLowerCase());
    await expectAccessible(page);
    await page.getByRole("link", { name: names[0] }).click();
    await expect(page.getByRole("button", { name: names[1] })).toBeVisible();
    await expectAccessible(page);
    await page.getByRole("radio").last().check();
    await page.getByRole("button", { name: names[1] }).click();
    await expect(page).toHaveURL(/confirm/);
    await expectAccessible(page);
    await page.goto(home);
    await page.getByRole("link", { name: names[2] }).click();
    await expect(page).toHaveURL(/cancel/);
    await expectAccessible(page);
  }
});

test("a customer moves an appointment and then cancels it, in English, on a small phone, with the keyboard alone", async ({
  page,
}) => {
  test.slow();
  await page.setViewportSize({ width: 360, height: 740 });
  const button = (name: string) => page.getByRole("button", { name });
  const link = (name: string) => page.getByRole("link", { name });
  const booked = await upcomingAppointment();
  await page.goto(manageLink(booked));
  await tabAndPress(page, button("EN"));
  await expect(page.locator("html")).toHaveAttribute("lang", "en");

  await tabAndPress(page, link("Reschedule"));
  await expect(page.getByRole("heading", { name: "When suits you?" })).toBeVisible();
  await expectKeyboardReaches(page);
  await tabTo(page, page.getByRole("radio").first());
  await page.keyboard.press("Space");
  await page.keyboard.press("ArrowUp");
  await expect(page.getByRole("radio").last()).toBeChecked();
  await tabAndPress(page, button("Continue to confirmation"), "Space");
  await expect(page.getByRole("heading", { name: "Is everything right?" })).toBeVisible();
  await expectKeyboardReaches(page);
  await tabAndPress(page, button("Reschedule appointment"));
  await expect(page.getByText("Your new appointment is saved.")).toBeVisible();
  await expectAccessible(page);

  await tabAndPress(page, link("See the appointment"));
  await tabAndPress(page, link("Cancel"));
  await expect(page.getByRole("heading", { name: "Cancel this appointment?" })).toBeVisible();
  await expectKeyboardReaches(page);
  await tabTo(page, page.getByLabel("Why are you cancelling?"));
  await page.keyboard.type("I am away that week.");
  await tabAndPress(page, button("Cancel appointment"), "Space");
  await expect(page.getByText("The cancellation is saved")).toBeVisible();
  await expectAccessible(page);
});

test("the countdown speaks at two minutes and at half a minute, and says when it is over", async ({
  page,
}) => {
  await page.clock.install();
  const booked = await upcomingAppointment();
  await page.goto(manageLink(booked));
  await page.getByRole("link", { name: "Verschieben" }).click();
  await page.getByRole("radio").last().check();
  await page.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
  await expect(page.getByText("Für Sie reserviert, noch")).toBeVisible();
  await expect(page.getByText("Noch 2 Minuten reserviert.")).toHaveCount(0);

  for (const [wait, words] of [
    ["03:10", "Noch 2 Minuten reserviert."],
    ["01:30", "Noch 30 Sekunden reserviert."],
    ["00:30", "Die Reservierung ist abgelaufen."],
  ] as const) {
    await page.clock.fastForward(wait);
    await expect(page.getByRole("status").filter({ hasText: words })).toHaveCount(1);
  }
});

test("an old mail's link shows the present state; a wrong, rotated or foreign one shows nothing", async ({
  page,
}) => {
  const booked = await upcomingAppointment();
  const link = manageLink(booked);
  await sql(
    `with gone as (update appointments set status = 'cancelled', cancelled_at = now(), version = 2
       where id = $1 returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, 2, 'cancelled', 'system', 'Test' from gone`,
    [booked.id],
  );
  await page.goto(link);
  await expect(page.getByText("Abgesagt").first()).toBeVisible();

  for (const wrong of [
    `${link.slice(0, -4)}AAAA`,
    link.replace("morgenlicht", "lindenhof"),
    "/c/morgenlicht/t/nothing",
    `/c/morgenlicht/${crypto.randomUUID()}`,
  ]) {
    await page.goto(wrong);
    await expect(page.getByRole("heading", { name: "Dieser Link gilt nicht mehr" })).toBeVisible();
  }
  await expectAccessible(page);
});

test("the page of what is done says nothing that this customer has not just done", async ({
  page,
}) => {
  const booked = await upcomingAppointment();
  await page.goto(manageLink(booked));
  const home = page.url();
  await page.goto(`${home}/done`);
  await expect(page).toHaveURL(home);

  await sql(
    `with gone as (update appointments set status = 'cancelled', cancelled_at = now(), version = 2
       where id = $1 returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, 2, 'cancelled', 'member', 'Test' from gone`,
    [booked.id],
  );
  await page.goto(`${home}/done`);
  await expect(page).toHaveURL(home);
  await expect(page.getByText("Die Absage ist gespeichert")).toHaveCount(0);
});

test("opening a link by HEAD or by a scanner changes nothing", async ({ request }) => {
  const booked = await upcomingAppointment();
  const opens = async () =>
    (await sql("select from appointment_link_opens where appointment_id = $1", [booked.id])).length;
  const asked = await request.head(manageLink(booked), { maxRedirects: 0 });
  expect(asked.status()).toBe(303);
  expect(asked.headers()["set-cookie"]).toBeUndefined();
  expect(await opens()).toBe(0);
  const response = await request.get(manageLink(booked), { maxRedirects: 0 });

  expect(response.status()).toBe(303);
  expect(await opens()).toBe(1);
  expect(response.headers()).toMatchObject({
    location: `/c/morgenlicht/${booked.id}`,
    "referrer-policy": "no-referrer",
    "cache-control": "no-store",
  });
  expect(response.headers()["set-cookie"]).toMatch(/HttpOnly/i);
  expect(await row("select status, version from appointments where id = $1", [booked.id])).toEqual({
    status: "confirmed",
    version: 1,
  });
});
