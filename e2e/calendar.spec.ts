import { expect, type Locator, type Page, test } from "@playwright/test";

import { expectKeyboardReaches } from "./support/keyboard";
import {
  type Booked,
  expectAccessible,
  OWNER,
  row,
  signInAs,
  sql,
  STAFF,
  upcomingAppointment,
} from "./support/portal";

const at = (date: Date, options: Intl.DateTimeFormatOptions) =>
  new Intl.DateTimeFormat("sv-SE", { timeZone: "Europe/Berlin", ...options }).format(date);
const dayOf = ({ startsAt }: Booked) => at(startsAt, { dateStyle: "short" });
const weekOf = (booked: Booked) =>
  `/morgenlicht/appointments/calendar?view=week&staffId=${booked.staffId}&day=${dayOf(booked)}`;

function eventOf(page: Page, { id }: Booked): Locator {
  return page.locator(`[data-event="${id}"]`);
}

/** Carries an appointment to a place of its week, as a hand would: in steps, and then lets go. */
async function drag(page: Page, event: Locator, to: { column: string; minutesDown: number }) {
  const column = page.locator(`[data-column^="${to.column}"]`);
  const [from, into] = [await event.boundingBox(), await column.boundingBox()];
  if (from === null || into === null) throw new Error("nothing to drag");
  const perMinute = 72 / 60;
  await page.mouse.move(from.x + from.width / 2, from.y + 4);
  await page.mouse.down();
  await page.mouse.move(from.x + from.width / 2, from.y + 20, { steps: 4 });
  await page.mouse.move(into.x + into.width / 2, into.y + to.minutesDown * perMinute + 4, {
    steps: 8,
  });
  await page.mouse.up();
}

/** A start on the same day at which both who performs this appointment and its customer are free. */
async function freeStart(booked: Booked): Promise<Date | undefined> {
  const [free] = await sql<{ startsAt: Date }>(
    `select t as "startsAt" from appointments a,
       generate_series(date_trunc('hour', a.starts_at) - interval '4 hours', a.starts_at + interval '5 hours', interval '15 minutes') t
     where a.id = $1 and t <> a.starts_at
       and extract(hour from t at time zone 'Europe/Berlin') between 10 and 15
       and abs(extract(epoch from t - a.starts_at)) >= 3600
       and not exists (select from slot_claims c
         where c.company_id = a.company_id and c.appointment_id <> a.id
           and (c.staff_id = a.staff_id or c.customer_id = a.customer_id)
           and c.during && tstzrange(t - interval '30 minutes', t + (a.ends_at - a.starts_at) + interval '30 minutes'))
       and exists (select from staff_working_hours h
         where h.company_id = a.company_id and h.staff_id = a.staff_id
           and h.weekday = extract(isodow from t at time zone 'Europe/Berlin')
           and t at time zone 'Europe/Berlin' >= date_trunc('day', t at time zone 'Europe/Berlin')
             + make_interval(mins => h.opens_minute)
           and (t + (a.ends_at - a.starts_at)) at time zone 'Europe/Berlin'
             <= date_trunc('day', t at time zone 'Europe/Berlin') + make_interval(mins => h.closes_minute))
       and not exists (select from staff_time_off o
         where o.company_id = a.company_id and o.staff_id = a.staff_id
           and tstzrange(o.starts_at, o.ends_at) && tstzrange(t, t + (a.ends_at - a.starts_at)))
       and not exists (select from closures c
         where c.company_id = a.company_id and (c.branch_id is null or c.branch_id = a.branch_id)
           and (t at time zone 'Europe/Berlin')::date between c.first_day and c.last_day)
     order by t limit 1`,
    [booked.id],
  );

  return free?.startsAt;
}

/** An appointment on a day that is not full, and where it could go. */
async function movable(): Promise<{ booked: Booked; wanted: Date }> {
  for (;;) {
    const booked = await upcomingAppointment();
    const wanted = await freeStart(booked);
    if (wanted !== undefined) return { booked, wanted };
  }
}

async function dragTo(page: Page, booked: Booked, startsAt: Date) {
  const event = eventOf(page, booked);
  await event.scrollIntoViewIfNeeded();
  const column = page.locator(`[data-column^="${dayOf(booked)}"]`);
  const [box, top] = [await event.boundingBox(), await column.boundingBox()];
  if (box === null || top === null) throw new Error("nothing to drag");
  const moved = (startsAt.getTime() - booked.startsAt.getTime()) / 60_000;
  const minutesDown = (box.y - top.y) / (72 / 60) + moved;
  await drag(page, event, { column: dayOf(booked), minutesDown });
}

const storedStart = async ({ id }: Booked) =>
  row<{ startsAt: Date; version: number }>(
    'select starts_at as "startsAt", version from appointments where id = $1',
    [id],
  );

test.use({ viewport: { width: 1280, height: 1400 } });

test("a drop asks first, is saved, and can be taken back", async ({ page }) => {
  const { booked, wanted } = await movable();
  await signInAs(page, OWNER);
  await page.goto(weekOf(booked));
  await dragTo(page, booked, wanted);
  const dialog = page.getByRole("dialog", { name: "Termin verschieben?" });
  await expect(dialog).toContainText(at(wanted, { timeStyle: "short" }));
  expect(await storedStart(booked)).toEqual({ startsAt: booked.startsAt, version: 1 });
  await expectAccessible(page);
  await dialog.getByLabel("Grund").fill("Auf Wunsch");
  await dialog.getByRole("button", { name: "Verschieben" }).click();

  await expect(page.getByRole("status").filter({ hasText: "ist verschoben" })).toBeVisible();
  await expect(dialog).toHaveCount(0);
  expect(await storedStart(booked)).toEqual({ startsAt: wanted, version: 2 });
  await page.getByRole("button", { name: "Rückgängig" }).click();
  await expect(page.getByRole("status").filter({ hasText: "wieder wie vorher" })).toBeVisible();
  expect(await storedStart(booked)).toEqual({ startsAt: booked.startsAt, version: 3 });
});

test("nothing is saved where somebody lets go of it again", async ({ page }) => {
  const { booked, wanted } = await movable();
  await signInAs(page, OWNER);
  await page.goto(weekOf(booked));
  await dragTo(page, booked, wanted);
  await page.getByRole("dialog").getByRole("button", { name: "Abbrechen" }).click();
  await expect(page.getByRole("dialog")).toHaveCount(0);
  expect((await storedStart(booked)).version).toBe(1);
});

test("a time that somebody took a moment ago is refused, with times that are free", async ({
  page,
}) => {
  const { booked, wanted } = await movable();
  await signInAs(page, OWNER);
  await page.goto(weekOf(booked));
  await dragTo(page, booked, wanted);
  await row(
    `with booked as (
       insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
         starts_at, ends_at, time_zone, price_minor)
       select a.company_id, 'K-' || substr(md5(random()::text), 1, 8), c.id, a.service_id, a.staff_id,
         a.branch_id, $2::timestamptz, $2::timestamptz + (a.ends_at - a.starts_at), a.time_zone, 0
       from appointments a, lateral (select id from customers c where c.company_id = a.company_id
         and not exists (select from slot_claims s where s.company_id = c.company_id and s.customer_id = c.id
           and s.during && tstzrange($2::timestamptz - interval '2 hours', $2::timestamptz + interval '2 hours'))
         limit 1) c where a.id = $1 returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, 1, 'created', 'system', 'Test' from booked returning appointment_id`,
    [booked.id, wanted],
  );
  const dialog = page.getByRole("dialog");
  await dialog.getByRole("button", { name: "Verschieben" }).click();
  await expect(dialog.getByRole("alert")).toContainText("ist zu dieser Zeit schon belegt: ");
  await expect(dialog.getByRole("alert")).toContainText("Am nächsten dran sind:");
  expect((await storedStart(booked)).version).toBe(1);
  await dialog.getByRole("alert").getByRole("button").first().click();
  await dialog.getByRole("button", { name: "Verschieben" }).click();
  await expect(page.getByRole("status").filter({ hasText: "ist verschoben" })).toBeVisible();
});

test("whoever drags what a colleague has changed meanwhile sees what it was", async ({ page }) => {
  const { booked, wanted } = await movable();
  await signInAs(page, OWNER);
  await page.goto(weekOf(booked));
  await dragTo(page, booked, wanted);
  await sql(
    `with changed as (
       update appointments set status = 'cancelled', version = 2, cancelled_at = now(), last_modified_at = now()
       where id = $1 returning company_id, id)
     insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
     select company_id, id, 2, 'cancelled', 'member', 'Mehmet Aydın' from changed`,
    [booked.id],
  );
  await page.getByRole("dialog").getByRole("button", { name: "Verschieben" }).click();
  await page.getByRole("link", { name: "Ansehen, was sich geändert hat" }).click();
  await expect(
    page.getByRole("heading", { name: "Der Termin wurde inzwischen geändert" }),
  ).toBeVisible();
});

test("without a mouse the same is one link away, and the list says the same", async ({ page }) => {
  const booked = await upcomingAppointment();
  await signInAs(page, OWNER);
  await page.goto(weekOf(booked));
  await eventOf(page, booked).focus();
  await page.keyboard.press("Tab");
  await expect(
    page.getByRole("link", { name: `${booked.customer} verschieben` }).first(),
  ).toBeVisible();
  await page.keyboard.press("Enter");
  await expect(page).toHaveURL(new RegExp(`appointments/${booked.id}/move`));

  await page.goto(weekOf(booked));
  await page.getByRole("link", { name: "Liste", exact: true }).click();
  await expect(page.getByRole("link", { name: booked.customer }).first()).toBeVisible();
});

test.describe("without JavaScript", () => {
  test.use({ javaScriptEnabled: false });

  test("the calendar can be read, and each appointment opened", async ({ page }) => {
    const booked = await upcomingAppointment("Lena Hofmann");
    await signInAs(page, STAFF);
    await page.goto(`/morgenlicht/appointments/calendar?day=${dayOf(booked)}`);
    await eventOf(page, booked).click();
    await expect(page).toHaveURL(new RegExp(`appointments/${booked.id}$`));
  });
});

for (const viewport of [
  { width: 1280, height: 800 },
  { width: 390, height: 844 },
]) {
  test(`both views are accessible, ${String(viewport.width)} px wide`, async ({ page }) => {
    const booked = await upcomingAppointment();
    await page.setViewportSize(viewport);
    await signInAs(page, OWNER);
    for (const address of [
      weekOf(booked),
      `/morgenlicht/appointments/calendar?day=${dayOf(booked)}`,
      "/morgenlicht/appointments/calendar?day=2026-01-01",
    ]) {
      await page.goto(address);
      await expectAccessible(page);
    }
    await page.goto(`/morgenlicht/appointments/calendar?day=${dayOf(booked)}`);
    await expectKeyboardReaches(page);
  });
}

test("the list of a week can be taken along as a file", async ({ page }) => {
  const booked = await upcomingAppointment();
  await signInAs(page, OWNER);
  await page.goto(`/morgenlicht/appointments?day=${dayOf(booked)}&staffId=${booked.staffId}`);
  const href = await page.getByRole("link", { name: "Als CSV-Datei" }).getAttribute("href");
  const response = await page.request.get(href ?? "");
  expect(response.headers()["content-disposition"]).toMatch(
    /filename="termine-\d{4}-\d\d-\d\d\.csv"/,
  );
  const file = await response.text();
  expect(file.split("\r\n")[0]).toContain("Nummer;Beginn;Ende");
  expect(file).toContain(booked.customer);
});
