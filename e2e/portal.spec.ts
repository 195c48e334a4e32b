import { expect, test } from "@playwright/test";

import {
  baseUrl,
  expectAccessible,
  manageLink,
  OWNER,
  row,
  signInAs,
  sql,
  STAFF,
  upcomingAppointment,
} from "./support/portal";

const PAGES = [
  ...["", "/appointments", "/team", "/team/invite", "/mail", "/profile"],
  ...["/activity", "/operations", "/settings"],
];

for (const [locale, width, colorScheme] of [
  ["de", 1280, "light"],
  ["en", 390, "dark"],
] as const) {
  test(`every page of the portal is accessible: ${locale}, ${String(width)} px, ${colorScheme}`, async ({
    browser,
  }) => {
    test.slow();
    const context = await browser.newContext({
      baseURL: baseUrl(),
      colorScheme,
      viewport: { width, height: 844 },
    });
    await context.addCookies([{ name: "locale", value: locale, url: baseUrl() }]);
    const page = await context.newPage();
    await signInAs(page, OWNER);
    const { id } = await upcomingAppointment();
    const own = [`/appointments/${id}`, `/appointments/${id}/move`, `/appointments/${id}/cancel`];
    for (const path of [...PAGES, ...own]) {
      const response = await page.goto(`/morgenlicht${path}`);
      expect([path, response?.status()]).toEqual([path, 200]);
      await expect(page.locator("html")).toHaveAttribute("lang", locale);
      await expectAccessible(page);
    }
    await context.close();
  });
}

test("a page of the portal is one request, however many links are in sight", async ({ page }) => {
  await signInAs(page, OWNER);
  const asked: string[] = [];
  page.on("request", (request) => {
    const { pathname } = new URL(request.url());
    if (!/^\/(_next\/|icon|favicon)/.test(pathname)) asked.push(pathname);
  });
  await page.goto("/morgenlicht/appointments");
  const link = page.getByRole("row").getByRole("link").first();
  const target = (await link.getAttribute("href")) ?? "";
  await link.hover();
  await link.click();
  await page.waitForURL(`**${target}`);

  expect(asked).toEqual(["/morgenlicht/appointments", target]);
});

test("the demo's history tells of nothing that has not happened, and in its order", async () => {
  const { later, disordered } = await row<{ later: number; disordered: number }>(
    `select count(*) filter (where l.created_at > now())::int as later,
       count(*) filter (where l.version > 1 and l.created_at < before.created_at)::int as disordered
     from appointment_audit_logs l
     left join appointment_audit_logs before on before.company_id = l.company_id
       and before.appointment_id = l.appointment_id and before.version = l.version - 1`,
  );

  expect({ later, disordered }).toEqual({ later: 0, disordered: 0 });
});

test("the dashboard tells the day, the open invitations and the mails that failed", async ({
  page,
}) => {
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht");
  const { today } = await row<{ today: number }>(
    `select count(*)::int as today from appointments a join companies c on c.id = a.company_id
     where c.slug = 'morgenlicht' and (starts_at at time zone 'Europe/Berlin')::date = (now() at time zone 'Europe/Berlin')::date`,
  );
  await expect(page.getByText("Termine heute").locator("..")).toContainText(String(today));
  await expect(page.getByText("Offene Einladungen").first()).toBeVisible();
  await expect(page.getByText("f.seidel@gmial.example").first()).toBeVisible();
});

test("staff see their own appointments, by day, and nothing of the others", async ({ page }) => {
  const thisWeek = (isHers: boolean) =>
    row<{ id: string }>(
      `select a.id from appointments a join staff s on s.id = a.staff_id
       where (s.name = 'Lena Hofmann') = $1 and s.name <> 'Katharina Vogel'
         and a.starts_at between now() and now() + interval '6 days' limit 1`,
      [isHers],
    );
  const [hers, theirs] = [await thisWeek(true), await thisWeek(false)];
  await signInAs(page, STAFF);
  await page.goto("/morgenlicht/appointments");
  await expect(page.locator(`a[href$="${hers.id}"]`)).toBeVisible();
  await expect(page.locator(`a[href$="${theirs.id}"]`)).toHaveCount(0);
  const foreign = await row<{ id: string }>(
    "select a.id from appointments a join staff s on s.id = a.staff_id where s.name = 'Mehmet Aydın' limit 1",
  );
  expect((await page.goto(`/morgenlicht/appointments/${foreign.id}`))?.status()).toBe(404);
  await page.goto("/morgenlicht/team");
  await expect(page.getByRole("link", { name: "Einladen" })).toBeHidden();
});

test("staff open an appointment and read what happened to it, by whom and from where", async ({
  page,
}) => {
  const booked = await upcomingAppointment();
  await sql(
    `with moved as (update appointments set status = 'in_progress', version = 2 where id = $1 returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name,
       old_values, new_values, reason, ip_address, user_agent)
     select company_id, id, 2, 'status_changed', 'member', 'Mehmet Aydın', '{"status":"confirmed"}',
       '{"status":"in_progress"}', 'Bitte noch bestätigen', '203.0.113.9',
       'Mozilla/5.0 (Windows NT 10.0) Firefox/140.0' from moved`,
    [booked.id],
  );
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/appointments/${booked.id}`);
  await expect(page.getByText("Mehmet Aydın").first()).toBeVisible();
  await expect(page.getByText("Bitte noch bestätigen")).toBeVisible();
  await expect(page.getByText(/203\.0\.113\.9/)).toBeVisible();
});

for (const javaScriptEnabled of [true, false]) {
  test.describe(`two people at once, staff ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("nothing is overwritten: staff see what the customer did, and go on from there", async ({
      page,
      browser,
    }) => {
      const booked = await upcomingAppointment();
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/appointments/${booked.id}/move`);
      await page.getByRole("radio").last().check();
      await page.getByRole("textbox", { name: "Grund" }).fill("Wunsch am Telefon");

      const context = await browser.newContext({ baseURL: baseUrl(), locale: "de-DE" });
      const customer = await context.newPage();
      await customer.goto(manageLink(booked));
      await customer.getByRole("link", { name: "Verschieben" }).click();
      await customer.getByRole("radio").nth(1).check();
      await customer.getByRole("button", { name: "Weiter zur Bestätigung" }).click();
      await customer.getByRole("button", { name: "Termin verschieben" }).click();
      await expect(customer.getByText("Ihr neuer Termin ist gespeichert.")).toBeVisible();
      await context.close();

      await page.getByRole("button", { name: "Termin verschieben" }).click();
      await expect(
        page.getByRole("heading", { name: "Der Termin wurde inzwischen geändert" }),
      ).toBeVisible();
      await expect(page.getByText(`${booked.customer} hat den Termin`)).toBeVisible();
      await expect(page.getByText("Wunsch am Telefon")).toBeVisible();
      const after = await row("select version from appointments where id = $1", [booked.id]);
      expect(after).toEqual({ version: 2 });

      await page.getByRole("link", { name: "Weiter mit dem neuen Stand" }).click();
      await expect(page.getByRole("textbox", { name: "Grund" })).toHaveValue("Wunsch am Telefon");
      await expect(page.getByRole("radio", { checked: true })).toHaveCount(1);
      await page.getByRole("button", { name: "Termin verschieben" }).click();
      await expect(page.getByText("Der neue Termin ist gespeichert.")).toBeVisible();
      expect(await row("select version from appointments where id = $1", [booked.id])).toEqual({
        version: 3,
      });
    });

    test("a request for another time that comes too late is shown as such, and can be made again", async ({
      page,
    }) => {
      const booked = await upcomingAppointment();
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/appointments/${booked.id}/ask`);
      await page.getByLabel("Grund").fill("Wir ziehen um");
      await sql(
        `with changed as (update appointments set ends_at = ends_at - interval '5 minutes', version = 2
           where id = $1 returning company_id, id)
         insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
         select company_id, id, 2, 'service_changed', 'member', 'Mehmet Aydın' from changed`,
        [booked.id],
      );
      await page.getByRole("button", { name: "E-Mail senden" }).click();
      await expect(
        page.getByRole("heading", { name: "Der Termin wurde inzwischen geändert" }),
      ).toBeVisible();
      await expect(page.getByText("neue Zeit erbitten").first()).toBeVisible();
      await expect(page.getByText("Abgesagt", { exact: true })).toHaveCount(0);

      await page.getByRole("link", { name: "Weiter mit dem neuen Stand" }).click();
      await expect(page.getByRole("heading", { name: "Um eine neue Zeit bitten" })).toBeVisible();
      await expect(page.getByLabel("Grund")).toHaveValue("Wir ziehen um");
    });

    test("staff cancel, with a reason and what it was about", async ({ page }) => {
      const booked = await upcomingAppointment();
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/appointments/${booked.id}/cancel`);
      await page.getByLabel(/Anlass/).selectOption("weather");
      await page.getByLabel("Grund").fill("Sturm");
      await page.getByRole("button", { name: "Termin absagen" }).click();
      await expect(page.getByText("Die Absage ist gespeichert.")).toBeVisible();
      expect(
        await row(
          "select status, cancellation_category, cancelled_by_kind from appointments where id = $1",
          [booked.id],
        ),
      ).toEqual({
        status: "cancelled",
        cancellation_category: "weather",
        cancelled_by_kind: "member",
      });
    });
  });
}
