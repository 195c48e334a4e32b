import { expect, test } from "@playwright/test";

import {
  manageLink,
  OWNER,
  PASSWORD,
  row,
  signInAs,
  sql,
  upcomingAppointment,
} from "./support/portal";

const HOSTILE = [
  "' or 1=1; drop table users; --",
  "<script>alert(1)</script>",
  "../../../../etc/passwd",
  "%00",
  "\u202Egnp.exe",
  "x".repeat(8000),
  "{{7*7}}",
  "null",
];

test("every page has its headers and a nonce of its own", async ({ request }) => {
  const nonces = new Set<string>();
  for (const path of [
    "/sign-in",
    "/forgot-password",
    "/c/morgenlicht/link",
    "/i/morgenlicht",
    "/nothing/here",
  ]) {
    const headers = (await request.get(path)).headers();
    const policy = headers["content-security-policy"] ?? "";

    expect(policy).toContain("frame-ancestors 'none'");
    expect(policy).not.toContain("unsafe-eval");
    expect(/script-src [^;]*/.exec(policy)?.[0]).not.toContain("unsafe-inline");
    expect(headers).toMatchObject({
      "x-content-type-options": "nosniff",
      "referrer-policy": "same-origin",
    });
    expect(headers["x-request-id"]).toMatch(/^[0-9a-f-]{36}$/);
    expect(headers["strict-transport-security"]).toContain("max-age=");
    expect(headers["x-powered-by"]).toBeUndefined();
    nonces.add(/'nonce-([^']+)'/.exec(policy)?.[1] ?? "");
  }
  expect(nonces.size).toBe(5);
});

test("no script on a page is refused by its policy", async ({ page }) => {
  const refused: string[] = [];
  page.on("console", (message) => {
    if (message.type() === "error") refused.push(message.text());
  });
  await page.goto("/sign-in");
  await page.getByRole("button", { name: "Passwort anzeigen" }).click();
  await expect(page.getByLabel("Passwort", { exact: true })).toHaveAttribute("type", "text");

  expect(refused).toEqual([]);
});

test("hostile addresses are refused clearly, never with a 500", async ({ request }) => {
  for (const text of HOSTILE) {
    const part = encodeURIComponent(text);
    for (const path of [
      `/${part}`,
      `/c/${part}/link`,
      `/c/morgenlicht/${part}`,
      `/c/morgenlicht/t/${part}`,
      `/i/morgenlicht/${part}`,
      `/i/${part}`,
      `/reset-password/${part}`,
      `/sign-in?returnTo=${part}`,
      `/mailbox/${part}`,
      `/mailbox?to=${part}`,
      `/api/cron/${part}`,
    ]) {
      const status = (await request.get(path)).status();
      expect([path.slice(0, 60), status < 500]).toEqual([path.slice(0, 60), true]);
    }
  }
});

test("a member's pages take hostile queries without a 500", async ({ page }) => {
  await signInAs(page, OWNER);
  for (const text of HOSTILE) {
    const part = encodeURIComponent(text.slice(0, 2000));
    for (const path of [
      `/morgenlicht/appointments?day=${part}&staffId=${part}&branchId=${part}&status=${part}&search=${part}`,
      `/morgenlicht/appointments/${part}`,
      `/morgenlicht/appointments/${part}/move?slot=${part}&from=${part}&staff=${part}`,
      `/morgenlicht/appointments/${part}/conflict?seen=${part}`,
      `/morgenlicht/team?done=${part}`,
    ]) {
      const status = (await page.request.get(path)).status();
      expect([path.slice(0, 60), status < 500]).toEqual([path.slice(0, 60), true]);
    }
  }
});

test("ten megabytes in a form or a request are refused, and nothing of it is stored", async ({
  request,
}) => {
  const huge = "x".repeat(10 * 1024 * 1024);
  const asForm = await request.post("/sign-in", { multipart: { email: huge, password: huge } });
  const asJson = await request.post("/api/locale", { data: { locale: huge } });

  expect(asForm.status()).not.toBe(200);
  expect(asForm.status()).toBeLessThan(501);
  expect(asJson.status()).toBeLessThan(500);
  expect((await request.get("/api/health")).status()).toBe(200);
});

test("a member of one company is nobody in another", async ({ page }) => {
  await signInAs(page, OWNER);
  for (const path of [
    "/lindenhof",
    "/lindenhof/appointments",
    "/lindenhof/team",
    "/no-such-company",
  ]) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
    await expect(page.getByRole("heading", { name: "Diese Seite gibt es nicht" })).toBeVisible();
  }
});

test("another company's appointment, another's and an unknown one are the same page", async ({
  page,
}) => {
  const { id } = await upcomingAppointment();
  await signInAs(page, "katharina.vogel@morgenlicht.example");
  for (const path of [
    `/lindenhof/appointments/${id}`,
    `/lindenhof/appointments/${crypto.randomUUID()}`,
  ]) {
    const response = await page.goto(path);
    expect([path, response?.status()]).toEqual([path, 404]);
  }
});

test("the form's version, appointment and company cannot be swapped for somebody else's", async ({
  page,
}) => {
  const mine = await upcomingAppointment();
  const other = await upcomingAppointment();
  await page.goto(manageLink(mine));
  await page.getByRole("link", { name: "Absagen" }).click();
  await page.locator("main input[name=appointmentId]").evaluate((input: HTMLInputElement, id) => {
    input.value = id;
  }, other.id);
  await page.getByRole("button", { name: "Termin absagen" }).click();
  await expect(page.getByRole("alert").first()).toContainText("Dieser Link gilt nicht mehr");

  await page.goto(`/c/morgenlicht/${mine.id}/cancel`);
  await page.locator("main input[name=version]").evaluate((input: HTMLInputElement) => {
    input.value = "not a number";
  });
  await page.getByLabel(/Warum sagen Sie ab/).fill("Bleibt stehen");
  await page.getByRole("button", { name: "Termin absagen" }).click();
  await expect(page.getByRole("alert").first()).toContainText(
    "Bitte prüfen Sie die markierten Felder",
  );
  await expect(page.getByLabel(/Warum sagen Sie ab/)).toHaveValue("Bleibt stehen");

  expect(
    await sql("select status, version from appointments where id = any ($1)", [
      [mine.id, other.id],
    ]),
  ).toEqual([
    { status: "confirmed", version: 1 },
    { status: "confirmed", version: 1 },
  ]);
});

test("next-auth's own endpoint signs in by the same rules", async ({ request }) => {
  const { csrfToken } = (await (await request.get("/api/auth/csrf")).json()) as {
    csrfToken: string;
  };
  const signIn = (password: string) =>
    request.post("/api/auth/callback/credentials", {
      form: { csrfToken, email: "team2@morgenlicht.example", password, json: "true" },
    });

  expect((await signIn("wrong wrong")).status()).toBe(401);
  expect((await signIn(PASSWORD)).status()).toBe(200);
  const session = (await (await request.get("/api/auth/session")).json()) as {
    user?: { email: string };
  };
  expect(session.user?.email).toBe("team2@morgenlicht.example");
});

test("too many sign-ins for one address are slowed down, whoever tries", async ({ page }) => {
  const email = "many.tries@example.org";
  const attempt = async (password: string) => {
    await page.getByLabel("E-Mail-Adresse").fill(email);
    await page.getByLabel("Passwort", { exact: true }).fill(password);
    await page.getByRole("button", { name: "Anmelden" }).click();
  };
  await sql("insert into rate_limits values ($1, 100, now() + interval '10 minutes')", [
    `sign-in-address:${email}`,
  ]);
  await page.goto("/sign-in");
  await attempt("anything at all");

  await expect(page.getByRole("alert").first()).toContainText("zu viele Versuche");
  expect(
    await row("select points from rate_limits where key = $1", [`sign-in-address:${email}`]),
  ).toEqual({
    points: 101,
  });
});
