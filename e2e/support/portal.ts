import AxeBuilder from "@axe-core/playwright";
import { expect, type Page } from "@playwright/test";
import { encode } from "next-auth/jwt";
import { createHmac } from "node:crypto";
import pg from "pg";

import { DEMO_PASSWORD } from "../../prisma/demo";

const setting = (name: string): string => {
  const value = process.env[name];
  if (value === undefined) throw new Error(`${name} is not set; run this through Playwright`);

  return value;
};

export const PASSWORD = DEMO_PASSWORD;
export const OWNER = "jana.richter@morgenlicht.example";
export const ADMIN = "katharina.vogel@morgenlicht.example";
export const MANAGER = "mehmet.aydin@morgenlicht.example";
export const STAFF = "lena.hofmann@morgenlicht.example";

export const baseUrl = () => setting("E2E_BASE_URL");
export const cronSecret = () => setting("CRON_SECRET");

/** Past every policy: to arrange what a test needs and to look at what is stored. */
export async function sql<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row[]> {
  const client = new pg.Client({ connectionString: setting("E2E_OWNER_URL") });
  await client.connect();
  try {
    return (await client.query<Row>(text, values)).rows;
  } finally {
    await client.end();
  }
}

/** The one row that a test has arranged. */
export async function row<Row extends pg.QueryResultRow>(
  text: string,
  values: unknown[] = [],
): Promise<Row> {
  const [first] = await sql<Row>(text, values);
  if (first === undefined) throw new Error(`no row: ${text}`);

  return first;
}

/** A session as next-auth writes it: the sign-in page itself has tests of its own. */
export async function signInAs(page: Page, email: string): Promise<void> {
  const user = await row<{ id: string; name: string; locale: string; epoch: number }>(
    "select id, name, locale, session_epoch as epoch from users where email_normalised = $1",
    [email],
  );
  const session = await row<{ id: string }>(
    `insert into user_sessions (user_id, expires_at) values ($1, now() + interval '1 day')
     returning id`,
    [user.id],
  );
  const token = await encode({
    token: {
      ...{ sub: user.id, name: user.name, email, locale: user.locale },
      ...{ epoch: user.epoch, sid: session.id },
    },
    secret: setting("AUTH_SECRET"),
  });
  await page.context().addCookies([
    {
      name: "next-auth.session-token",
      value: token,
      url: baseUrl(),
      httpOnly: true,
      sameSite: "Lax",
    },
  ]);
}

/** A link's secret, worked out a second time: changing how it is derived would kill every sent link. */
export function linkSecret(purpose: string, ...parts: (string | number)[]): string {
  return createHmac("sha256", setting("LINK_SECRET"))
    .update(JSON.stringify([purpose, ...parts]))
    .digest("base64url");
}

export type Booked = {
  id: string;
  companyId: string;
  staffId: string;
  startsAt: Date;
  email: string;
  customer: string;
};

/** Appointments that tests have had already: what one does to its own, no other meets. */
const given: string[] = [];

/**
 * A short, confirmed appointment of the demo that nothing has happened to, some days ahead: there is room to move it.
 * The same one whenever the suite runs on the same day; what tests have booked themselves has numbers made at random.
 */
export async function upcomingAppointment(staffName?: string): Promise<Booked> {
  const booked = await row<Booked>(
    `select a.id, a.company_id as "companyId", a.staff_id as "staffId", a.starts_at as "startsAt",
       c.email, c.name as customer
     from appointments a
     join customers c on c.company_id = a.company_id and c.id = a.customer_id
     join staff s on s.company_id = a.company_id and s.id = a.staff_id
     where a.status = 'confirmed' and a.version = 1 and c.locale = 'de' and ($1::text is null or s.name = $1)
       and a.link_generation = 1 and a.new_time_asked_at is null
       and a.ends_at - a.starts_at <= interval '45 minutes'
       and a.starts_at between now() + interval '5 days' and now() + interval '20 days'
       and a.reference ~ '^ML-4[0-9]{4}$' and a.id <> all ($2::uuid[])
     order by md5(a.reference) limit 1`,
    [staffName ?? null, given],
  );
  given.push(booked.id);

  return booked;
}

export function manageLink({ companyId, id }: Pick<Booked, "companyId" | "id">): string {
  return `/c/morgenlicht/t/${id}.${linkSecret("manage", companyId, id, 1)}`;
}

/** The newest mail to an address, once it is there. */
export async function mailTo(page: Page, address: string, subject: RegExp): Promise<void> {
  const path = `/mailbox?to=${encodeURIComponent(address)}`;
  await expect(async () => {
    await page.goto(path);
    await page.getByRole("link", { name: subject }).first().click({ timeout: 1000 });
    await expect(page.getByRole("heading", { level: 1, name: subject })).toBeVisible();
  }).toPass({ timeout: 15_000 });
}

/** The link in an opened mail that leads to a path. */
export async function linkInMail(page: Page, path: RegExp): Promise<string> {
  const links = await page.getByRole("main").getByRole("link").allTextContents();
  const found = links.find((link) => path.test(link));
  if (found === undefined) throw new Error(`no link to ${String(path)} in ${links.join(", ")}`);

  return found;
}

const WCAG = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** No violation of WCAG 2.2 A and AA that a machine can find, and no sideways scroll. */
export async function expectAccessible(page: Page): Promise<void> {
  // After a form the new page's title comes a moment after its text.
  await expect(page).toHaveTitle(/\S/);
  // Without lists of what is in order, and without a second tab for frames of other origins (there
  // are none), it takes a quarter of the time.
  const { violations } = await new AxeBuilder({ page })
    .options({ resultTypes: ["violations"], runOnly: WCAG })
    .setLegacyMode()
    .analyze();

  expect(violations.map(({ id, nodes }) => `${id}: ${nodes[0]?.html ?? ""}`)).toEqual([]);
  const overflow = await page.evaluate(
    () => document.documentElement.scrollWidth - document.documentElement.clientWidth,
  );
  expect(overflow).toBeLessThanOrEqual(0);
}
