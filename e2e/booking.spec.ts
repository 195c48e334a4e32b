import { expect, type Page, test } from "@playwright/test";

import {
  ADMIN,
  baseUrl,
  expectAccessible,
  mailTo,
  manageLink,
  OWNER,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

type Customer = { id: string; name: string; email: string };

const booked: string[] = [];

/** Somebody with an address whose name is theirs alone, and for whom no test here has booked yet. */
async function someCustomer(): Promise<Customer> {
  const customer = await row<Customer>(
    `select c.id, c.name, c.email from customers c join companies o on o.id = c.company_id
     where o.slug = 'morgenlicht' and c.email is not null and c.locale = 'de' and c.merged_into is null
       and not exists (select from customers x where x.company_id = c.company_id and x.name = c.name and x.id <> c.id)
       and exists (select from appointments a where a.company_id = c.company_id and a.customer_id = c.id
         and a.reference ~ '^ML-4[0-9]{4}$')
       and c.id <> all ($1::uuid[])
     order by md5(c.email) limit 1`,
    [booked],
  );
  booked.push(customer.id);

  return customer;
}

/** Down to the list of free times: for whom, where, and what. */
async function chooseUntilTimes(page: Page, customer: Customer): Promise<void> {
  await page.goto("/morgenlicht/appointments");
  await page.getByRole("link", { name: "Neuer Termin" }).click();
  await expect(page.getByRole("heading", { name: "Für wen?" })).toBeVisible();
  await page.getByRole("searchbox").fill(customer.name);
  await page.getByRole("button", { name: "Suchen" }).click();
  await page.getByRole("link", { name: `${customer.name} auswählen` }).click();
  await page.getByLabel("Leistung").selectOption({ index: 1 });
  await page.getByRole("button", { name: "Zeiten anzeigen" }).click();
  await expect(page.getByRole("heading", { name: "Wann und bei wem?" })).toBeVisible();
}

for (const javaScriptEnabled of [true, false]) {
  test(`staff book an appointment, and the customer hears of it, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      baseURL: baseUrl(),
      javaScriptEnabled,
      locale: "de-DE",
    });
    const page = await context.newPage();
    await signInAs(page, OWNER);
    const customer = await someCustomer();
    await chooseUntilTimes(page, customer);
    await page.getByRole("radio").nth(3).check();
    await page.getByRole("button", { name: "Weiter" }).click();
    await expect(page.getByText("für Sie reserviert")).toBeVisible();
    await page.getByLabel("Notiz des Teams").fill("Kommt mit Hund");
    await page.getByRole("button", { name: "Verbindlich buchen" }).click();
    await expect(page.getByText("Der Termin ist gebucht.")).toBeVisible();
    await expect(page.getByText(`Eine E-Mail an ${customer.name} ist unterwegs.`)).toBeVisible();
    await expect(page.getByLabel("Notiz des Teams")).toHaveValue("Kommt mit Hund");
    await mailTo(page, customer.email, /Termin/);
    await context.close();
  });
}

for (const [javaScriptEnabled, time] of [
  [true, "06:07"],
  [false, "04:41"],
] as const) {
  test(`any time can be typed, past the hours with a reason, JavaScript ${javaScriptEnabled ? "on" : "off"}`, async ({
    browser,
  }) => {
    const context = await browser.newContext({
      baseURL: baseUrl(),
      javaScriptEnabled,
      locale: "de-DE",
    });
    const page = await context.newPage();
    await signInAs(page, OWNER);
    const { id } = await upcomingAppointment();
    const { day } = await row<{ day: string }>(
      "select to_char(starts_at at time zone time_zone, 'YYYY-MM-DD') as day from appointments where id = $1",
      [id],
    );
    await page.goto(`/morgenlicht/appointments/${id}/move`);
    await page.getByText("Andere Uhrzeit eingeben").click();
    const typed = page.locator("form").filter({ hasText: "Andere Uhrzeit eingeben" });
    await typed.getByLabel("Tag").fill(day);
    await typed.getByLabel("Uhrzeit").fill(time);
    await typed.getByRole("button", { name: "Auf diese Zeit verschieben" }).click();
    await expect(page.getByRole("alert").first()).toContainText("außerhalb");
    await expect(typed.getByLabel("Uhrzeit")).toHaveValue(time);

    await typed.getByLabel("Grund").fill("Muss vor der Arbeit sein");
    await typed.getByRole("button", { name: "Auf diese Zeit verschieben" }).click();
    await expect(page.getByRole("heading", { level: 1 })).toContainText(time);
    const history = page.getByRole("region", { name: "Verlauf" });
    await expect(history.getByText("Außerhalb der Arbeitszeiten")).toBeVisible();
    await expect(history.getByText("Muss vor der Arbeit sein")).toBeVisible();
    await context.close();
  });
}

test("a booking can be typed as well, and says what stands against it", async ({ page }) => {
  await signInAs(page, OWNER);
  await chooseUntilTimes(page, await someCustomer());
  await page.getByText("Andere Uhrzeit eingeben").click();
  const typed = page.locator("form").filter({ hasText: "Andere Uhrzeit eingeben" });
  const { day } = await row<{ day: string }>(
    "select to_char(now() + interval '9 days', 'YYYY-MM-DD') as day",
  );
  await typed.getByLabel("Tag").fill(day);
  await typed.getByLabel("Uhrzeit").fill("05:23");
  await typed.getByRole("button", { name: "Zu dieser Zeit buchen" }).click();
  await expect(page.getByRole("alert").first()).toContainText("außerhalb");
  await typed.getByLabel("Grund").fill("Braut am Morgen");
  await typed.getByRole("button", { name: "Zu dieser Zeit buchen" }).click();
  await expect(page.getByText("Der Termin ist gebucht.")).toBeVisible();
  await expect(page.getByRole("heading", { level: 1 })).toContainText("05:23");
});

test("who is a moment too late chooses again, and nothing is booked twice", async ({ page }) => {
  await signInAs(page, OWNER);
  await chooseUntilTimes(page, await someCustomer());
  const slot = page.getByRole("radio").nth(2);
  const [startsAt = "", staffId = ""] = (await slot.getAttribute("value"))?.split("|") ?? [];
  await slot.check();
  await sql(
    `insert into appointment_reservations (company_id, type, staff_id, service_id, starts_at, ends_at, holder)
     select s.company_id, 'new_booking', s.id, v.service_id, $1, $1::timestamptz + interval '15 minutes', 'member:' || gen_random_uuid()
     from staff s join staff_services v on v.staff_id = s.id where s.id = $2 limit 1`,
    [startsAt, staffId],
  );
  await page.getByRole("button", { name: "Weiter" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Es ist noch nichts gebucht.");
  await expect(page.locator(`input[value="${startsAt}|${staffId}"]`)).toHaveCount(0);
});

test("a cancelled appointment is restored, and silence is written down", async ({ page }) => {
  await signInAs(page, ADMIN);
  const { id, customer } = await upcomingAppointment();
  const href = `/morgenlicht/appointments/${id}`;
  await page.goto(`${href}/cancel`);
  await page.getByLabel("Anlass").selectOption("other");
  await page.getByLabel("Grund").fill("Versehentlich doppelt gebucht");
  await page.getByLabel(`Soll ${customer} eine E-Mail bekommen?`).selectOption("no");
  await page.getByRole("button", { name: /absagen/i }).click();
  await expect(page.getByText(`${customer} bekommt keine E-Mail`)).toBeVisible();

  await page.goto(href);
  await page.getByRole("link", { name: "Wieder gelten lassen" }).click();
  await page.getByRole("button", { name: "Wieder gelten lassen" }).click();
  await expect(page.getByText("Der Termin gilt wieder.")).toBeVisible();
  const mails = await sql<{ kind: string }>(
    "select kind from appointment_email_queue where appointment_id = $1 and audience = 'customer'",
    [id],
  );
  expect(mails.map(({ kind }) => kind)).toEqual(["restored"]);
});

test("what is over is not taken up again, but booked again", async ({ page }) => {
  const over = await row<{ id: string; customer: string }>(
    `select a.id, c.name as customer from appointments a
     join customers c on c.company_id = a.company_id and c.id = a.customer_id
     join companies o on o.id = a.company_id and o.slug = 'morgenlicht'
     where a.status = 'completed' and c.erased_at is null order by a.starts_at desc limit 1`,
  );
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/appointments/${over.id}`);
  await expect(page.getByRole("link", { name: "Verschieben", exact: true })).toHaveCount(0);
  await page.getByRole("link", { name: "Noch einmal buchen" }).click();
  await expect(page.getByText(`Für ${over.customer}`)).toBeVisible();
  await expect(page.getByRole("heading", { name: "Wann und bei wem?" })).toBeVisible();
});

test("another service, with its own time and price", async ({ page }) => {
  await signInAs(page, OWNER);
  const { id } = await upcomingAppointment();
  await page.goto(`/morgenlicht/appointments/${id}/service`);
  const shorter = await row<{ id: string; name: string }>(
    `select v.id, v.name from appointments a
     join staff_services x on x.company_id = a.company_id and x.staff_id = a.staff_id
     join services v on v.company_id = x.company_id and v.id = x.service_id
     where a.id = $1 and v.id <> a.service_id and v.is_active order by v.duration_minutes limit 1`,
    [id],
  );
  await page.getByLabel("Neue Leistung").selectOption(shorter.id);
  await page.getByRole("button", { name: "Leistung ändern" }).click();
  await expect(page.getByText("Die neue Leistung ist gespeichert.")).toBeVisible();
  await expect(page.getByRole("region", { name: "Angaben" })).toContainText(shorter.name);
});

test("a note does not write over a colleague's", async ({ page }) => {
  await signInAs(page, OWNER);
  const { id } = await upcomingAppointment();
  await page.goto(`/morgenlicht/appointments/${id}`);
  await sql("update appointments set notes = 'Allergie' where id = $1", [id]);
  await page.getByLabel("Notiz des Teams").fill("Kommt später");
  await page.getByRole("button", { name: "Notiz speichern" }).click();
  await expect(page.getByText("Inzwischen steht hier:")).toBeVisible();
  await expect(page.getByText("Allergie")).toBeVisible();
  await page.getByLabel("Notiz des Teams").fill("Allergie, kommt später");
  await page.getByRole("button", { name: "Notiz speichern" }).click();
  await expect(page.getByText("Die Notiz ist gespeichert.")).toBeVisible();
});

test("asked for another time, the customer finds the request on their page", async ({ page }) => {
  await signInAs(page, OWNER);
  const appointment = await upcomingAppointment();
  await page.goto(`/morgenlicht/appointments/${appointment.id}/ask`);
  await page.getByLabel("Grund").fill("Lena ist krank");
  await page.getByRole("button", { name: "E-Mail senden" }).click();
  await expect(page.getByText("Die Bitte um eine neue Zeit ist gespeichert.")).toBeVisible();
  await page.goto(manageLink(appointment));
  await expect(page.getByText("Lena ist krank").first()).toBeVisible();
});

for (const [locale, width] of [
  ["de", 1280],
  ["en", 390],
] as const) {
  test(`the pages for booking and changing are accessible: ${locale}, ${String(width)} px`, async ({
    browser,
  }) => {
    test.slow();
    const context = await browser.newContext({
      baseURL: baseUrl(),
      colorScheme: width === 390 ? "dark" : "light",
      viewport: { width, height: 844 },
    });
    await context.addCookies([{ name: "locale", value: locale, url: baseUrl() }]);
    const page = await context.newPage();
    await signInAs(page, OWNER);
    const [{ id }, customer] = [await upcomingAppointment(), await someCustomer()];
    const choices = await row<{ branch: string; service: string }>(
      `select s.branch_id as branch, v.service_id as service from staff s
       join staff_services v on v.company_id = s.company_id and v.staff_id = s.id
       join companies c on c.id = s.company_id where c.slug = 'morgenlicht' and s.is_active limit 1`,
    );
    const query = `customerId=${customer.id}&branchId=${choices.branch}&serviceId=${choices.service}`;
    for (const path of [
      ...["/new", `/new?customerId=${customer.id}`, `/new?${query}`],
      ...[`/${id}`, `/${id}/service`, `/${id}/ask`],
    ]) {
      const response = await page.goto(`/morgenlicht/appointments${path}`);
      expect([path, response?.status()]).toEqual([path, 200]);
      await expectAccessible(page);
    }
    await context.close();
  });
}
