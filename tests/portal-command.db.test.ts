import { execFile } from "node:child_process";
import process from "node:process";
import { promisify } from "node:util";
import { beforeEach, describe, expect, it } from "vitest";

import { openConnection } from "@/lib/calcom/service/lease-connection";

import { asCalendar, connect, startCalendar } from "./support/calendar";
import { owner } from "./support/database";
import { createAccount, createSalon, stored } from "./support/salon";

const run = promisify(execFile);
const COMMAND = ["--conditions=react-server", "--import", "tsx", "scripts/portal.ts"];

let operator: string;

beforeEach(async () => {
  operator = `${crypto.randomUUID().slice(0, 12)}@example.org`;
  await createAccount(operator, "ein langes Passwort");
  await owner.query("update users set is_platform_operator = (email = $1)", [operator]);
});

/** What an operator types after `npm run portal --`, and what they are told. */
async function portal(...words: string[]): Promise<{ code: number; said: string }> {
  // Nobody serves on this port: what is queued waits.
  const env = {
    ...process.env,
    DATABASE_OWNER_URL: process.env["DATABASE_URL"],
    APP_URL: "http://localhost:9",
  };
  try {
    const { stdout } = await run(process.execPath, [...COMMAND, ...words], { env });

    return { code: 0, said: stdout.trim() };
  } catch (error) {
    const { code, stderr } = error as { code: number; stderr: string };

    return { code, said: stderr.trim() };
  }
}

// Each command is a process of its own.
describe("npm run portal", { timeout: 120_000 }, () => {
  it("opens a company, closes and opens its portal, in the operator's name", async () => {
    const slug = `befehl-${crypto.randomUUID().slice(0, 6)}`;
    const email = `${slug}@example.org`;

    await expect(
      portal("company", "create", "--name", "Salon Befehl", "--slug", slug, "--owner", email),
    ).resolves.toEqual({
      code: 0,
      said: `Created /${slug}. The invitation to ${email} is on its way.`,
    });
    await expect(
      portal("pilot", "disable", slug, "--reason", "Umbau bis März"),
    ).resolves.toHaveProperty("code", 0);
    expect(
      await stored(
        `select l.event, l.actor_name, l.data->>'note' as note from activity_log l
         join companies c on c.id = l.company_id
         where c.slug = $1 and l.event like 'pilot%' order by l.id`,
        slug,
      ),
    ).toEqual([
      { event: "pilot_enabled", actor_name: "Tobias Lang", note: null },
      { event: "pilot_disabled", actor_name: "Tobias Lang", note: "Umbau bis März" },
    ]);
    expect((await portal("company", "list", "befehl")).said).toContain(`closed  ${slug}`);
    expect(
      await stored(
        `select q.status from invitation_email_queue q
         join user_invitations i on i.company_id = q.company_id and i.id = q.invitation_id
         where i.email = $1`,
        email,
      ),
    ).toEqual([{ status: "pending" }]);
  });

  it("says which contract of its Cal.com a company is asked for, and takes it back", async () => {
    const salon = await createSalon();
    const version = (endpoint: string, ...day: string[]) =>
      portal("calendar", "api-version", salon.slug, endpoint, ...day);
    await expect(version("bookings.get", "2026-02-25")).resolves.toEqual({
      code: 1,
      said: "No calendar is connected.",
    });
    const { url, calls, stop } = await startCalendar();
    await connect(salon, url);
    const asked = async () => {
      const connection = await openConnection(asCalendar(salon));
      await connection?.client.getBooking("unknown");

      return calls().at(-1)?.headers["cal-api-version"];
    };
    await expect(version("bookings.get", "2026-02-25")).resolves.toHaveProperty("code", 0);
    expect(await asked()).toBe("2026-02-25");
    await expect(version("bookings.get")).resolves.toHaveProperty("code", 0);
    expect(await asked()).toBe("2024-08-13");
    const refused = await version("bookings.nonsense", "2026-02-25");
    await stop();

    expect(refused.code).toBe(1);
    expect(refused.said).toContain("bookings.get: 2024-08-13");
  });

  it("says in one sentence what it will not do", async () => {
    const { slug } = await createSalon();

    const taken = await portal(
      ...["company", "create", "--name", "Zweiter", "--slug", slug, "--owner", operator],
    );
    expect(taken.code).toBe(1);
    expect(taken.said).toContain("already has this address");
    await expect(portal("pilot", "enable", "gibt-es-nicht")).resolves.toMatchObject({ code: 1 });
    await expect(portal("user", "show", "niemand@example.org")).resolves.toEqual({
      code: 1,
      said: "There is no account with the address niemand@example.org.",
    });
    await expect(portal("--operator", "niemand@example.org", "company", "list")).resolves.toEqual({
      code: 1,
      said: "niemand@example.org is not an operator.",
    });
  });

  it("helps somebody who lost their second factor", async () => {
    const email = `${crypto.randomUUID().slice(0, 12)}@example.org`;
    const userId = await createAccount(email, "ein langes Passwort");
    await owner.query(
      "update users set totp_secret = '\\x00', totp_enabled_at = now() where id = $1",
      [userId],
    );

    await expect(portal("user", "reset-second-factor", email)).resolves.toHaveProperty("code", 0);
    expect((await portal("user", "show", email)).said).toContain("second factor   off");
  });
});
