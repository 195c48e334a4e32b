import { expect, type Page, test } from "@playwright/test";

import { expectAccessible, OWNER, row, signInAs, sql, STAFF } from "./support/portal";

type Away = { staffId: string; name: string; day: string; companyId: string; email: string };

/**
 * Somebody with three appointments on a day that is theirs alone: at 10 a colleague is free, at 12
 * nobody is, and at 14 the customer has no address.
 */
async function createAway(): Promise<Away> {
  const mark = crypto.randomUUID().slice(0, 6);
  const name = `Wanda ${mark}`;
  const email = `wanda-${mark}@example.org`;
  const { companyId, branchId, day } = await row<{
    companyId: string;
    branchId: string;
    day: string;
  }>(
    `select c.id as "companyId", b.id as "branchId", to_char(current_date + 70, 'YYYY-MM-DD') as day
     from companies c join branches b on b.company_id = c.id
     where c.slug = 'morgenlicht' order by b.name limit 1`,
  );
  const service = await row<{ id: string }>(
    `insert into services (company_id, name, duration_minutes, price_minor)
     values ($1, $2, 30, 1000) returning id`,
    [companyId, `Prüfung ${mark}`],
  );
  const people: string[] = [];
  for (const person of [name, `Viktor ${mark}`]) {
    const staff = await row<{ id: string }>(
      "insert into staff (company_id, branch_id, name) values ($1, $2, $3) returning id",
      [companyId, branchId, person],
    );
    await sql("insert into staff_services values ($1, $2, $3)", [companyId, staff.id, service.id]);
    await sql(
      `insert into staff_working_hours (company_id, staff_id, weekday, opens_minute, closes_minute)
       select $1, $2, weekday, 480, 1200 from generate_series(1, 7) as weekday`,
      [companyId, staff.id],
    );
    people.push(staff.id);
  }
  const book = async (staffId: string, hour: number, address: string | null) => {
    await sql(
      `with customer as (
         insert into customers (company_id, name, email, email_normalised, phone)
         values ($1, $2, $3, $3, '030 1234567') returning id),
       booked as (
         insert into appointments (company_id, id, reference, customer_id, service_id, staff_id, branch_id,
           starts_at, ends_at, time_zone, price_minor)
         select $1, gen_random_uuid(), $4, customer.id, $5, $6, $7,
           ($8::date + make_interval(hours => $9)) at time zone 'Europe/Berlin',
           ($8::date + make_interval(hours => $9, mins => 30)) at time zone 'Europe/Berlin',
           'Europe/Berlin', 1000 from customer returning id)
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select $1, id, 1, 'created', 'system', 'Test' from booked`,
      [
        ...[
          companyId,
          `Kundin ${String(hour)}`,
          address,
          `A-${mark}-${String(hour)}-${String(people.indexOf(staffId))}`,
        ],
        ...[service.id, staffId, branchId, day, hour],
      ],
    );
  };
  await book(people[0]!, 10, `zehn-${email}`);
  await book(people[0]!, 12, email);
  await book(people[1]!, 12, null);
  await book(people[0]!, 14, null);
  await book(people[1]!, 14, null);

  return { staffId: people[0]!, name, day, companyId, email };
}

async function openDecisions(page: Page, { name, day }: Away): Promise<void> {
  await page.goto("/morgenlicht/team");
  await page.getByRole("link", { name: "Abwesenheit", exact: true }).click();
  await page.getByRole("combobox", { name: "Wer ist abwesend?" }).selectOption({ label: name });
  await page.getByLabel("An diesen Tagen").check();
  await page.getByLabel("Erster Tag").fill(day);
  await page.getByRole("button", { name: "Termine ansehen" }).click();
  await expect(page.getByText("3 Termine")).toBeVisible();
}

const mails = (email: string) =>
  sql(
    `select kind from appointment_email_queue where recipient in ($1, 'zehn-' || $1) order by kind`,
    [email],
  );

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("whoever is away has every appointment settled in one go, with one mail each", async ({
      page,
    }) => {
      const away = await createAway();
      await signInAs(page, OWNER);
      await openDecisions(page, away);
      const chosen = page.getByLabel(/^Was geschieht mit A-/);
      await expect(chosen.nth(0)).toHaveValue(/^move:/);
      await expect(chosen.nth(1)).toHaveValue("ask");
      await expect(chosen.nth(2)).toHaveValue("leave");
      await page.getByRole("button", { name: "Eintragen und Termine regeln" }).click();

      await expect(page.getByText("3 von 3 Terminen geregelt")).toBeVisible();
      const cases = page.getByRole("region", { name: "Betroffene Termine" }).getByRole("listitem");
      await expect(cases.nth(0)).toContainText(/Jetzt bei Viktor/);
      await expect(cases.nth(1)).toContainText("Wartet auf Antwort");
      await expect(cases.nth(2)).toContainText("Anrufen: 030 1234567");
      expect(await mails(away.email)).toEqual([{ kind: "changed" }, { kind: "new_time" }]);
      await page.reload();
      await expect(cases.nth(1)).toContainText("Wartet auf Antwort");
    });
  });
}

test("whoever was interrupted goes on, and an open page notices by itself", async ({ page }) => {
  const away = await createAway();
  await signInAs(page, OWNER);
  await openDecisions(page, away);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Eintragen und Termine regeln" }).click();
  await expect(page.getByText("3 von 3 Terminen geregelt")).toBeVisible();
  await expectAccessible(page);
  const reopen = (outcome: string, problem: string | null) =>
    sql(
      `update absence_cases k set outcome = $2, problem = $3,
         decided_at = case when $2 = 'open' then null else now() end
       from appointments a where a.company_id = k.company_id and a.id = k.appointment_id
         and a.staff_id = $1 and k.choice = 'leave'`,
      [away.staffId, outcome, problem],
    );
  await reopen("open", null);
  await page.reload();
  await expect(page.getByText("1 Termin ist noch offen")).toBeVisible();
  await expectAccessible(page);
  await expect(page.getByText("Aktualisiert sich von selbst")).toBeVisible();
  await reopen("refused", "slot-taken");
  await expect(page.getByText("Die Zeit ist inzwischen vergeben.")).toBeVisible();
  await page.getByRole("button", { name: /^Noch einmal versuchen/ }).click();

  await expect(page.getByText("3 von 3 Terminen geregelt")).toBeVisible();
  expect(await mails(away.email)).toHaveLength(2);
});

test("on a phone all of it fits, and staff are told who can do it", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 844 });
  const away = await createAway();
  await signInAs(page, OWNER);
  await openDecisions(page, away);
  await expectAccessible(page);
  await page.getByRole("button", { name: "Eintragen und Termine regeln" }).click();
  await expect(page.getByText("3 von 3 Terminen geregelt")).toBeVisible();
  await expectAccessible(page);

  await signInAs(page, STAFF);
  await page.goto("/morgenlicht/team/absence");
  await expect(page.getByRole("heading", { level: 1 })).not.toHaveText("Abwesenheit");
});
