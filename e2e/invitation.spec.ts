import { expect, type Page, test } from "@playwright/test";

import {
  ADMIN,
  baseUrl,
  expectAccessible,
  linkInMail,
  linkSecret,
  mailTo,
  OWNER,
  PASSWORD,
  row,
  signInAs,
  sql,
} from "./support/portal";

type Invited = { id: string; companyId: string };

/** A pending invitation in the database, for the pages behind its link. */
async function arrange(email: string, change = ""): Promise<string> {
  const { id, companyId } = await row<Invited>(
    `insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
     select m.company_id, $1, $1, 'staff', m.id, '' from memberships m
     join companies c on c.id = m.company_id where c.slug = 'morgenlicht' and m.role = 'owner' limit 1
     returning id, company_id as "companyId"`,
    [email],
  );
  const secret = linkSecret("invitation", companyId, id, 1);
  await sql("update user_invitations set token_hash = sha256($2) where id = $1", [
    id,
    Buffer.from(secret),
  ]);
  if (change !== "") await sql(`update user_invitations set ${change} where id = $1`, [id]);

  return `/i/morgenlicht/${id}.${secret}`;
}

async function invite(page: Page, email: string): Promise<void> {
  await page.goto("/morgenlicht/team/invite");
  await page.getByLabel("E-Mail-Adressen").fill(email);
  await page.getByRole("radio", { name: /Mitarbeiterin, Mitarbeiter/ }).check();
  await page.getByLabel(/Persönliche Nachricht/).fill("Willkommen im Team, wir freuen uns.");
  await page.getByRole("button", { name: "Einladen" }).click();
}

for (const javaScriptEnabled of [true, false]) {
  test.describe(`${javaScriptEnabled ? "with" : "without"} JavaScript`, () => {
    test.use({ javaScriptEnabled });

    test("an owner invites, the mail arrives, the person becomes a member, and the link is dead", async ({
      page,
      browser,
    }) => {
      const email = `neu.${String(javaScriptEnabled)}@example.org`;
      await signInAs(page, OWNER);
      await invite(page, email);
      await expect(page.getByText("Die Einladung ist gespeichert")).toBeVisible();

      await invite(page, email.toUpperCase());
      await expect(
        page.getByText("Für diese Adresse gibt es schon eine offene Einladung").first(),
      ).toBeVisible();
      await expect(page.getByLabel("E-Mail-Adresse")).toHaveValue(email.toUpperCase());

      const context = await browser.newContext({
        baseURL: baseUrl(),
        javaScriptEnabled,
        locale: "de-DE",
      });
      const guest = await context.newPage();
      await mailTo(guest, email, /Jana Richter lädt Sie zu Salon Morgenlicht ein/);
      const link = await linkInMail(guest, /\/i\//);
      await guest.goto(link);
      await expect(guest).toHaveURL("/i/morgenlicht");
      await expect(guest.getByText("Willkommen im Team, wir freuen uns.")).toBeVisible();
      await guest.getByLabel("Ihr Name").fill("Neue Person");
      await guest.getByLabel("Passwort wählen").fill("Ein langes, neues Passwort");
      await guest.getByRole("button", { name: "Einladung annehmen" }).click();
      await expect(guest).toHaveURL("/morgenlicht");
      await expect(guest.getByRole("heading", { level: 1 })).toBeVisible();

      await context.clearCookies();
      await guest.goto(link);
      await expect(
        guest.getByRole("heading", { name: "Diese Einladung wurde schon angenommen" }),
      ).toBeVisible();
      await context.close();

      expect(
        await sql(
          `select m.role, u.name from memberships m join users u on u.id = m.user_id where u.email_normalised = $1`,
          [email],
        ),
      ).toEqual([{ role: "staff", name: "Neue Person" }]);
    });

    test("an owner uploads a list, corrects the rows that were refused, and sends them again", async ({
      page,
    }) => {
      const name = `liste${String(javaScriptEnabled)}`;
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/team/invite");
      const { branch } = await row<{ branch: string }>(
        `select b.name as branch from branches b join companies c on c.id = b.company_id
         where c.slug = 'morgenlicht' limit 1`,
      );
      const rows = ["email;rolle;filiale", `${name}1@example.org;Filialleitung;${branch}`];
      const buffer = Buffer.from([...rows, `${name}2 at example.org;;`].join("\r\n"));
      await page
        .getByLabel(/CSV-Datei/)
        .setInputFiles({ name: "team.csv", mimeType: "text/csv", buffer });
      await page.getByRole("button", { name: "Einladen" }).click();
      await expect(page.getByText("Eingeladen: 1 · Nicht eingeladen: 1")).toBeVisible();
      const wrong = page.getByLabel("E-Mail-Adresse");
      await expect(wrong).toHaveAccessibleDescription("Das ist keine vollständige E-Mail-Adresse.");
      await wrong.fill(`${name}2@example.org`);
      await page.getByRole("button", { name: "Noch einmal einladen" }).click();
      await expect(page.getByText("Die Einladung ist gespeichert")).toBeVisible();

      expect(
        await sql(
          `select i.role, b.name as branch from user_invitations i
           left join branches b on b.id = i.branch_id where i.email like $1 order by i.email`,
          [`${name}%`],
        ),
      ).toEqual([
        { role: "manager", branch },
        { role: "staff", branch: null },
      ]);
    });

    test("a file of ten megabytes is refused in words", async ({ page }) => {
      await signInAs(page, OWNER);
      await page.goto("/morgenlicht/team/invite");
      await page.getByLabel("E-Mail-Adressen").fill("gross@example.org");
      await page.getByLabel(/CSV-Datei/).setInputFiles({
        name: "gross.csv",
        mimeType: "text/csv",
        buffer: Buffer.alloc(10_000_000, "a@example.org\n"),
      });
      await page.getByRole("button", { name: "Einladen" }).click();
      await expect(page.getByText(/Diese Datei ist zu groß/).first()).toBeVisible();
      expect(await sql("select from user_invitations where email like 'gross%'")).toEqual([]);
    });

    test("a person with an account joins with its password", async ({ page }) => {
      const email = `konto.${String(javaScriptEnabled)}@example.org`;
      await sql(
        `insert into users (email, email_normalised, name, password_hash)
         select $1, $1, 'Schon Da', password_hash from users where email = $2`,
        [email, ADMIN],
      );
      await page.goto(await arrange(email));
      await expect(page.getByRole("heading", { name: "Mit Ihrem Konto beitreten" })).toBeVisible();
      await page.getByLabel("Ihr Passwort").fill("falsch falsch");
      await page.getByRole("button", { name: "Anmelden und beitreten" }).click();
      await expect(
        page.getByText("Das ist nicht das Passwort Ihres Kontos.").first(),
      ).toBeVisible();
      await page.getByLabel("Ihr Passwort").fill(PASSWORD);
      await page.getByRole("button", { name: "Anmelden und beitreten" }).click();
      await expect(page).toHaveURL("/morgenlicht");
    });

    test("an expired link says so, and asks for a new one once", async ({ page }) => {
      const email = `spaet.${String(javaScriptEnabled)}@example.org`;
      await page.goto(await arrange(email, "expires_at = now() - interval '1 hour'"));
      await expect(
        page.getByRole("heading", { name: "Diese Einladung ist abgelaufen" }),
      ).toBeVisible();
      await page.getByRole("button", { name: "Neuen Link anfordern" }).click();
      await expect(page.getByText("Wir haben Bescheid gegeben")).toBeVisible();

      expect(
        await sql(
          "select event from activity_log where data->>'email' = $1 and event like '%requested'",
          [email],
        ),
      ).toHaveLength(1);
    });
  });
}

test("withdrawn and unknown links have a page of their own, and all of them are accessible", async ({
  page,
}) => {
  await page.goto(await arrange("zurueck@example.org", "status = 'revoked', revoked_at = now()"));
  await expect(
    page.getByRole("heading", { name: "Diese Einladung wurde zurückgezogen" }),
  ).toBeVisible();
  await expectAccessible(page);

  await page.goto("/i/morgenlicht/nothing");
  await expect(page.getByRole("heading", { name: "Diesen Link kennen wir nicht" })).toBeVisible();
  await expectAccessible(page);

  await page.setViewportSize({ width: 360, height: 740 });
  await page.goto(await arrange("offen@example.org"));
  await expect(page.getByRole("button", { name: "Einladung annehmen" })).toBeVisible();
  await expectAccessible(page);
  await page.getByRole("button", { name: "EN English" }).click();
  await expect(page.getByRole("button", { name: "Accept invitation" })).toBeVisible();
  await expectAccessible(page);
});

test("somebody else who is signed in is told, and can sign out and continue", async ({ page }) => {
  await signInAs(page, "team1@morgenlicht.example");
  await page.goto(await arrange("andere@example.org"));
  await expect(page.getByText("Diese Einladung ist für andere@example.org")).toBeVisible();
  await page.getByRole("button", { name: "Abmelden und weiter" }).click();
  await expect(page.getByRole("button", { name: "Einladung annehmen" })).toBeVisible();
});

test("an admin withdraws and renews; the old link is dead, the new one is sent", async ({
  page,
  browser,
}) => {
  const email = "erneut@example.org";
  const link = await arrange(email);
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/team");
  const line = page.getByRole("row", { name: new RegExp(email) });
  await line.getByRole("button", { name: /Erneut senden/ }).click();
  await expect(page.getByText("Der neue Link ist gespeichert")).toBeVisible();

  const context = await browser.newContext({ baseURL: baseUrl(), locale: "de-DE" });
  const guest = await context.newPage();
  await guest.goto(link);
  await expect(guest.getByRole("heading", { name: "Diesen Link kennen wir nicht" })).toBeVisible();
  await mailTo(guest, email, /lädt Sie zu Salon Morgenlicht ein/);
  await guest.goto(await linkInMail(guest, /\/i\//));
  await expect(guest.getByRole("button", { name: "Einladung annehmen" })).toBeVisible();

  await expect(page.getByRole("heading", { name: "Link geöffnet" })).toHaveCount(0);
  await page.reload();
  await expect(page.getByRole("heading", { name: "Link geöffnet" })).toHaveCount(1);
  await page.getByRole("button", { name: /Zurückziehen/ }).click();
  await expect(page.getByText("Die Einladung ist zurückgezogen")).toBeVisible();
  await guest.reload();
  await expect(
    guest.getByRole("heading", { name: "Diese Einladung wurde zurückgezogen" }),
  ).toBeVisible();
  await context.close();
});

test("asking what a link would show does not count as opening it", async ({ request }) => {
  const link = await arrange("kopf@example.org");
  const opened = () =>
    sql(
      `select from invitation_link_opens o join user_invitations i on i.id = o.invitation_id
       where i.email = 'kopf@example.org'`,
    );
  expect((await request.head(link, { maxRedirects: 0 })).status()).toBe(303);
  expect(await opened()).toHaveLength(0);
  expect((await request.get(link, { maxRedirects: 0 })).status()).toBe(303);
  expect(await opened()).toHaveLength(1);
});

test("the rows that were refused are accessible, also on a phone", async ({ page }) => {
  await page.setViewportSize({ width: 390, height: 800 });
  await signInAs(page, OWNER);
  await page.goto("/morgenlicht/team/invite");
  await expectAccessible(page);
  await page.getByLabel("E-Mail-Adressen").fill("keine adresse\nauch keine");
  await page.getByRole("button", { name: "Einladen" }).click();
  await expect(page.getByText("Eingeladen: 0 · Nicht eingeladen: 2")).toBeVisible();
  await expectAccessible(page);
});
