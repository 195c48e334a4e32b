import { expect, type Page, test } from "@playwright/test";
import { Webhook } from "svix";

import { baseUrl, expectAccessible, OWNER, row, signInAs, sql, STAFF } from "./support/portal";

const MANAGER = "mehmet.aydin@morgenlicht.example";

type Queued = { recipient: string; state: string };

/** A mail of the salon in a state of the test's choosing; `state` is SQL of ours. */
async function queueMail({ recipient, state }: Queued): Promise<string> {
  const { id } = await row<{ id: string }>(
    `insert into appointment_email_queue
       (company_id, appointment_id, kind, audience, recipient, snapshot, next_attempt_at)
     select a.company_id, a.id, 'rescheduled', 'customer', $1,
       coalesce((select q.snapshot from appointment_email_queue q
         where q.company_id = a.company_id and q.snapshot <> '{}' limit 1), '{}')
         || jsonb_build_object('startsAt', to_json(a.starts_at), 'version', a.version, 'linkGeneration', a.link_generation),
       now() + interval '1 hour'
     from appointments a join companies c on c.id = a.company_id and c.slug = 'morgenlicht'
     where a.status = 'confirmed' order by a.starts_at desc limit 1 returning id`,
    [recipient],
  );
  await sql(`update appointment_email_queue set ${state} where id = $1`, [id]);

  return id;
}

const address = (what: string) => `${what}-${crypto.randomUUID().slice(0, 8)}@example.org`;
const FAILED = `status = 'failed', attempts = 3, next_attempt_at = null,
  last_error = 'application_error: Unable to fetch data. The request could not be resolved.'`;
const BOUNCED = `status = 'sent', attempts = 1, next_attempt_at = null, sent_at = now(),
  provider_message_id = 're_1', delivery_state = 'bounced', delivery_at = now(),
  delivery_detail = 'The domain does not exist.'`;

const open = async (page: Page, recipient: string) => {
  await page.goto(`/morgenlicht/mail?search=${encodeURIComponent(recipient)}`);
};

test.beforeEach(async ({ page }) => {
  await signInAs(page, OWNER);
});

test.describe("with JavaScript off", () => {
  test.use({ javaScriptEnabled: false });

  test("a failed mail is found, read and sent again", async ({ page }) => {
    const recipient = address("failed");
    await queueMail({ recipient, state: FAILED });
    await page.goto("/morgenlicht/mail");
    await expect(page.getByText(/E-Mails? (ist|sind) nicht angekommen/)).toBeVisible();
    await page.getByRole("link", { name: "Nicht angekommene ansehen" }).click();
    await expect(page.getByLabel("Zustand")).toHaveValue("attention");
    await page.getByLabel("Adresse suchen").fill(recipient);
    await page.getByRole("button", { name: "Filtern" }).click();
    await expect(page.getByText("Der Versanddienst war nicht erreichbar.")).toBeVisible();
    await page.getByRole("link", { name: recipient }).click();
    await expect(page.getByRole("heading", { level: 1, name: recipient })).toBeVisible();
    await page.getByRole("button", { name: /Erneut versuchen/ }).click();

    await expect(page.getByText("Die E-Mail geht jetzt hinaus.")).toBeVisible();
    await expect(page.getByText("Noch einmal gesendet von Jana Richter")).toBeVisible();
  });

  test("a waiting mail is called off", async ({ page }) => {
    const recipient = address("waiting");
    await queueMail({ recipient, state: "attempts = 0" });
    await open(page, recipient);
    await page.getByRole("button", { name: `Anhalten E-Mail an ${recipient}` }).click();

    await expect(page.getByText("Die E-Mail ist angehalten")).toBeVisible();
    await expect(page.getByRole("button", { name: /Jetzt senden|Anhalten/ })).toHaveCount(0);
  });

  test("a mail that came back shows why, and its address is freed before it is sent anew", async ({
    page,
  }) => {
    const recipient = address("bounced");
    const id = await queueMail({ recipient, state: BOUNCED });
    await sql(
      `insert into mail_suppressions (company_id, email_normalised, reason)
       select id, $1, 'bounced' from companies where slug = 'morgenlicht'`,
      [recipient],
    );
    await open(page, recipient);
    await expect(page.getByText("The domain does not exist.")).toBeVisible();
    await expect(page.getByRole("button", { name: /Erneut senden/ })).toHaveCount(0);
    await page.getByRole("button", { name: `Sperre aufheben ${recipient}` }).click();
    await expect(page.getByText("Die Sperre ist aufgehoben.")).toBeVisible();
    await open(page, recipient);
    await page.getByRole("button", { name: /Erneut senden/ }).click();

    await expect(page.getByText("Die E-Mail geht jetzt hinaus.")).toBeVisible();
    expect(page.url()).not.toContain(id);
  });

  test("a paused channel says why, since when, and what to do", async ({ page }) => {
    await sql(
      `update mail_channel set paused_until = now() + interval '4 minutes', paused_since = now(),
         pause_kind = 'configuration', pause_error = 'invalid_api_key: API key is invalid'`,
    );
    await page.goto("/morgenlicht/mail");
    await expect(page.getByText("Zurzeit geht keine E-Mail hinaus")).toBeVisible();
    await expect(page.getByText(/Bitte geben Sie Ihrer Technik Bescheid/)).toBeVisible();
    await sql(
      `update mail_channel set paused_until = null, paused_since = null, pause_kind = null,
         pause_error = null`,
    );
    await page.getByRole("link", { name: "Aktualisieren" }).click();
    await expect(page.getByText("Zurzeit geht keine E-Mail hinaus")).toHaveCount(0);
  });
});

test("the page follows what happens without being loaded again", async ({ page }) => {
  const recipient = address("live");
  const id = await queueMail({ recipient, state: "attempts = 0" });
  await open(page, recipient);
  await expect(page.getByRole("row", { name: new RegExp(recipient) })).toContainText("Wartet");
  await expect(page.getByText("Aktualisiert sich von selbst")).toBeVisible();
  await sql(`update appointment_email_queue set ${BOUNCED} where id = $1`, [id]);

  await expect(page.getByRole("row", { name: new RegExp(recipient) })).toContainText(
    "Unzustellbar",
    { timeout: 15_000 },
  );
});

test.describe("two people at once", () => {
  test.use({ javaScriptEnabled: false });

  test("send it again once: the second one sees what the first has done", async ({
    page,
    context,
  }) => {
    const recipient = address("twice");
    await queueMail({ recipient, state: FAILED });
    const other = await context.newPage();
    await open(page, recipient);
    await open(other, recipient);
    for (const each of [page, other]) {
      await each.getByRole("button", { name: /Erneut versuchen/ }).click();
    }

    await expect(page.getByText("Die E-Mail geht jetzt hinaus.")).toBeVisible();
    await expect(other.getByRole("row", { name: recipient })).toContainText("4 von 4");
    await expect(other.getByRole("button", { name: /Erneut versuchen/ })).toHaveCount(0);
  });
});

test("the preview shows the mail without the secret of its link", async ({ page, request }) => {
  const { id } = await row<{ id: string }>(
    `select q.id from appointment_email_queue q join companies c on c.id = q.company_id
     where c.slug = 'morgenlicht' and q.payload is not null and q.audience = 'customer' limit 1`,
  );
  await page.goto(`/morgenlicht/mail/${id}`);
  await expect(page.getByTitle("Inhalt der E-Mail")).toBeVisible();
  // No script runs in the frame, and axe waits for an answer from there.
  await page.locator("iframe").evaluate((element) => {
    element.remove();
  });
  await expectAccessible(page);
  const frame = await page.request.get(`/morgenlicht/mail/${id}/html`);
  const html = await frame.text();

  expect(frame.headers()["content-security-policy"]).toContain("sandbox");
  expect(html).toContain("<h1");
  expect(html).not.toMatch(/ href=/);
  expect(html).not.toContain(".SECRET");
  expect((await request.get(`/morgenlicht/mail/${id}/html`)).status()).toBe(404);
});

test("the chart is there as a table, too", async ({ page }) => {
  await page.goto("/morgenlicht/mail");
  await expect(page.getByRole("img", { name: /E-Mails pro Tag/ })).toBeVisible();
  await page.getByText("Als Tabelle").click();

  await expect(page.getByRole("table", { name: "Letzte 30 Tage" }).getByRole("row")).toHaveCount(
    31,
  );
});

for (const [role, email, heading] of [
  ["manager reads, and decides nothing", MANAGER, "E-Mail-Versand"],
  ["staff member does not get in", STAFF, "Ihre Rolle erlaubt das nicht"],
] as const) {
  test(`a ${role}`, async ({ browser }) => {
    await queueMail({ recipient: address("branch"), state: FAILED });
    const context = await browser.newContext({ baseURL: baseUrl(), locale: "de-DE" });
    const page = await context.newPage();
    await signInAs(page, email);
    await page.goto("/morgenlicht/mail");
    await expect(page.getByRole("heading", { level: 1, name: heading })).toBeVisible();
    await expect(page.getByRole("button", { name: /Erneut|Anhalten|Sperre/ })).toHaveCount(0);
    await context.close();
  });
}

test("nobody reports a delivery without the provider's signature", async ({ request }) => {
  const body = JSON.stringify({ type: "email.bounced", data: {} });
  const stranger = new Webhook(`whsec_${Buffer.from("x".repeat(32)).toString("base64")}`);
  const at = new Date();
  const response = await request.post("/api/webhooks/resend", {
    data: body,
    headers: {
      "svix-id": "msg_1",
      "svix-timestamp": String(Math.floor(at.getTime() / 1000)),
      "svix-signature": stranger.sign("msg_1", at, body),
    },
  });

  // Without a secret there is no such address, and with one it wants another signature.
  expect([401, 404]).toContain(response.status());
  expect(await sql("select from mail_webhook_events where id = 'msg_1'")).toEqual([]);
});
