import { expect, type Page, test } from "@playwright/test";

import { expectAccessible, OWNER, row, signInAs, sql } from "./support/portal";

const ROLES = ["owner", "admin", "manager", "staff"] as const;
type Role = (typeof ROLES)[number];

/** Somebody of a role in the demo salon, made for one test. */
async function addMember(role: Role, name: string): Promise<{ id: string; email: string }> {
  const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;

  return row(
    `with person as (insert into users (email, email_normalised, name) values ($1, $1, $2) returning id)
     insert into memberships (company_id, user_id, role, branch_id)
     select c.id, p.id, $3, (select id from branches where company_id = c.id limit 1)
     from companies c, person p where c.slug = 'morgenlicht' returning id, $1 as email`,
    [email, name, role],
  );
}

/** What the one form of a page that has a certain field would post, without JavaScript. */
async function formWith(page: Page, path: string, field: string): Promise<Map<string, string>> {
  const html = await (await page.request.get(path)).text();
  const form = html.split("<form").find((part) => part.includes(`name="${field}"`)) ?? "";
  const unescaped = (text: string) =>
    text.replaceAll("&quot;", '"').replaceAll("&#x27;", "'").replaceAll("&amp;", "&");
  const inputs = [...form.split("</form>")[0]!.matchAll(/<input type="hidden"[^>]*>/g)].map(
    ([tag]) =>
      [
        unescaped(/name="([^"]*)"/.exec(tag)?.[1] ?? ""),
        unescaped(/value="([^"]*)"/.exec(tag)?.[1] ?? ""),
      ] as const,
  );

  return new Map(inputs);
}

/** Posts a form as a browser without JavaScript would, with values that its page never offered. */
async function forge(
  page: Page,
  path: string,
  fields: Map<string, string>,
  changed: Record<string, string>,
): Promise<void> {
  const form = new FormData();
  for (const [name, value] of [...fields, ...Object.entries(changed)]) form.set(name, value);
  await page.request.post(path, { multipart: form, maxRedirects: 0 });
}

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

for (const javaScriptEnabled of [true, false]) {
  test.describe(`a member's page ${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("changes a role, and tells the second admin that the first was faster", async ({
      page,
      context,
    }) => {
      const { id } = await addMember("staff", "Rolle Wechsel");
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/team/${id}`);
      const other = await context.newPage();
      await other.goto(`/morgenlicht/team/${id}`);
      await page.getByRole("combobox", { name: "Rolle" }).selectOption("admin");
      await page.getByRole("button", { name: "Speichern" }).click();
      await expect(page.getByText("Die neuen Rechte gelten")).toBeVisible();

      await other.getByRole("combobox", { name: "Rolle" }).selectOption("manager");
      await other.getByRole("button", { name: "Speichern" }).click();
      await expect(
        other.getByText("Jana Richter hat diesen Zugang gerade eben geändert"),
      ).toBeVisible();
      expect(await sql("select role from memberships where id = $1", [id])).toEqual([
        { role: "admin" },
      ]);
    });

    test("ends an access: a form refused for want of a choice, then all appointments left", async ({
      page,
    }) => {
      const { id, email } = await addMember("staff", "Geht Bald");
      const staff = await row<{ id: string }>(
        `with whose as (select s.company_id, s.branch_id, a.service_id
           from appointments a join staff s on s.id = a.staff_id
           join companies c on c.id = s.company_id where c.slug = 'morgenlicht' limit 1),
         guest as (insert into customers (company_id, name)
           select company_id, 'Neu Hier' from whose returning id),
         person as (insert into staff (company_id, branch_id, name)
           select company_id, branch_id, 'Geht Bald' from whose returning *),
         booked as (insert into appointments (company_id, reference, customer_id, service_id, staff_id,
             branch_id, starts_at, ends_at, time_zone, price_minor)
           select w.company_id, 'GB-' || right($1, 8), g.id, w.service_id, p.id, w.branch_id,
             now() + interval '9 days', now() + interval '9 days 30 minutes', 'Europe/Berlin', 4900
           from whose w, person p, guest g returning *),
         audited as (insert into appointment_audit_logs
             (company_id, appointment_id, version, action, actor_kind, actor_name)
           select company_id, id, 1, 'created', 'system', 'Test' from booked)
         select id from person`,
        [id],
      );
      await sql("update memberships set staff_id = $2 where id = $1", [id, staff.id]);
      await signInAs(page, OWNER);
      await page.goto(`/morgenlicht/team/${id}`);
      await page.getByRole("link", { name: "Abwesenheit" }).click();
      await expect(page.getByRole("combobox", { name: "Wer ist abwesend?" })).toHaveValue(staff.id);
      await page.goto(`/morgenlicht/team/${id}`);
      await page.getByRole("link", { name: "Zugang beenden …" }).click();
      await expect(page.getByText(`GB-${id.slice(-8)}`).first()).toBeVisible();
      await page.getByRole("button", { name: "Zugang beenden" }).click();
      await expect(page.getByText("Bitte wählen Sie für jeden Termin").first()).toBeVisible();
      await page.getByLabel(/Wer übernimmt den künftigen Termin/).selectOption("leave");
      await page.getByRole("button", { name: "Zugang beenden" }).click();
      await expect(page.getByText("Der Zugang ist beendet")).toBeVisible();

      await signInAs(page, email);
      const refused = await page.goto("/morgenlicht");
      expect(refused?.status()).toBe(404);
    });
  });
}

for (const path of ["", "/member", "/member/deactivate", "/roles?why=above-you", "/access"]) {
  test(`the team's page ${path} is accessible, on a phone as well`, async ({ page }) => {
    const { id } = await addMember("staff", "Auch Am Telefon");
    await signInAs(page, OWNER);
    for (const width of [390, 1280]) {
      await page.setViewportSize({ width, height: 800 });
      await page.goto(`/morgenlicht/team${path.replace("member", id)}`);
      await expect(page.getByRole("heading", { level: 1 })).toBeVisible();
      await expectAccessible(page);
    }
  });
}

test("whoever has no calendar is told so where appointments would stand", async ({ page }) => {
  const { email } = await addMember("staff", "Noch Ohne");
  await signInAs(page, email);
  for (const path of ["", "/appointments", "/appointments/calendar", "/appointments/new"]) {
    await page.goto(`/morgenlicht${path}`);
    await expect(
      page.getByRole("heading", { name: "Mit Ihrem Konto ist kein Kalender verbunden" }),
    ).toBeVisible();
  }
});

test.describe("a form that somebody has changed", () => {
  const MAY: Record<Role, readonly Role[]> = {
    owner: ROLES,
    admin: ["admin", "manager", "staff"],
    manager: [],
    staff: [],
  };

  for (const actor of ROLES) {
    test(`lets ${actor} invite and make nobody more than the table of roles says`, async ({
      page,
    }) => {
      const target = await addMember("staff", "Ziel");
      const { email } = await addMember(actor, "Fälscher");
      const branch = await row<{ id: string }>(
        "select branch_id as id from memberships where id = $1",
        [target.id],
      );
      await signInAs(page, OWNER);
      const path = `/morgenlicht/team/${target.id}`;
      const change = await formWith(page, path, "seenRole");
      const invite = await formWith(page, "/morgenlicht/team/invite", "addresses");
      expect([...change.keys()]).toContain("seenStaffId");
      await signInAs(page, email);

      for (const role of ROLES) {
        await sql("update memberships set role = 'staff' where id = $1", [target.id]);
        await forge(page, path, change, { role, branchId: branch.id, staffId: "" });
        const [now] = await sql<{ role: string }>("select role from memberships where id = $1", [
          target.id,
        ]);
        expect([role, now?.role]).toEqual([role, MAY[actor].includes(role) ? role : "staff"]);

        const address = `gefaelscht.${actor}.${role}@example.org`;
        await forge(page, "/morgenlicht/team/invite", invite, {
          addresses: address,
          role,
          branchId: branch.id,
        });
        const invited = await sql("select role from user_invitations where email = $1", [address]);
        expect(invited).toEqual(MAY[actor].includes(role) ? [{ role }] : []);
      }
    });
  }
});

test("a missing button leads to why it is missing, and the table marks one's own column", async ({
  page,
}) => {
  const { email } = await addMember("manager", "Filial Leitung");
  await signInAs(page, email);
  await page.goto("/morgenlicht/team");
  await page.getByRole("link", { name: "Wer darf was?" }).click();
  await expect(page.getByRole("columnheader", { name: "Filialleitung (Sie)" })).toBeVisible();
  await expect(
    page
      .getByRole("row", { name: /Einladen, Rollen ändern/ })
      .getByRole("cell")
      .nth(3),
  ).toHaveText(/Nein/);
  const mine = (right: string) => page.getByRole("row", { name: right }).getByRole("cell").nth(3);
  await expect(mine("E-Mail-Versand sehen")).toHaveText(/In der eigenen Filiale/);
  await expect(mine("Betrieb sehen")).toHaveText(/Nein/);

  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/team");
  await page.getByRole("link", { name: "Den eigenen Zugang ändert jemand anderes" }).click();
  await expect(page.getByText("Sonst könnte man sich selbst mehr Rechte geben")).toBeVisible();
});

test("the access review is a file for those who manage, and for nobody else", async ({ page }) => {
  await addMember("staff", "=1+1");
  const { email } = await addMember("manager", "Filial Leitung");
  const path = "/morgenlicht/team/access/export";
  await signInAs(page, email);
  expect((await page.request.get(path)).status()).toBe(403);
  await page.goto("/morgenlicht/team/access");
  await expect(page.getByText("Ihre Rolle erlaubt das nicht")).toBeVisible();

  await signInAs(page, OWNER);
  const file = await page.request.get(path);
  expect(file.headers()["content-type"]).toBe("text/csv; charset=utf-8");
  expect(file.headers()["content-disposition"]).toMatch(
    /^attachment; filename="zugaenge-\d{4}-\d\d-\d\d\.csv"$/,
  );
  const text = await file.text();
  expect(text).toContain(";Zweiter Faktor;");
  expect(text).toContain(";'=1+1;");
});
