import { beforeEach, describe, expect, it } from "vitest";

import { PilotUnchanged, SlugTaken } from "@/lib/companies/errors";
import { createCompanySchema } from "@/lib/companies/schema";
import { createCompany, inviteOwner } from "@/lib/companies/service/create-company";
import { COMPANIES_SHOWN, getCompany, listCompanies } from "@/lib/companies/service/list-companies";
import { disablePilot, enablePilot } from "@/lib/companies/service/set-pilot";
import { InvitationPending } from "@/lib/invitations/errors";
import { createOperatorContext, type OperatorContext } from "@/lib/tenancy/context";
import { NotFound } from "@/lib/tenancy/errors";
import { behindLock } from "@/tests/support/behind-lock";
import { asApp, owner } from "@/tests/support/database";
import { createAccount, createSalon, stored } from "@/tests/support/salon";

let operator: OperatorContext;

beforeEach(async () => {
  const userId = await createAccount(`${crypto.randomUUID()}@example.org`, "ein langes Passwort");
  operator = createOperatorContext(
    { kind: "operator", userId, name: "Britta Sommer" },
    { origin: { ip: "203.0.113.5", userAgent: "Test", requestId: "req-5" } },
  );
});

const slugOf = () => `neu-${crypto.randomUUID().slice(0, 8)}`;
const input = (slug: string, more: Record<string, unknown> = {}) =>
  createCompanySchema.parse({
    name: "Salon Abendrot",
    slug,
    ownerEmail: "Inhaberin@Example.org",
    isPilot: "on",
    ...more,
  });

describe("createCompany", () => {
  it("opens a company, invites its first owner, and writes down who did it", async () => {
    const slug = slugOf();
    const { id } = await createCompany(operator, input(slug));

    expect(
      await stored("select name, is_pilot, pilot_enabled_by from companies where id = $1", id),
    ).toEqual([{ name: "Salon Abendrot", is_pilot: true, pilot_enabled_by: operator.userId }]);
    expect(
      await stored(
        `select i.role, i.email_normalised, i.invited_by, i.invited_by_operator, q.status
         from user_invitations i
         join invitation_email_queue q on q.company_id = i.company_id and q.invitation_id = i.id
         where i.company_id = $1`,
        id,
      ),
    ).toEqual([
      {
        role: "owner",
        email_normalised: "inhaberin@example.org",
        invited_by: null,
        invited_by_operator: operator.userId,
        status: "pending",
      },
    ]);
    expect(
      await stored(
        `select event, actor_kind, actor_id, actor_name, host(ip_address) as ip from activity_log
         where company_id = $1 order by id`,
        id,
      ),
    ).toEqual(
      ["company_created", "pilot_enabled", "invitation_created"].map((event) => ({
        event,
        actor_kind: "operator",
        actor_id: operator.userId,
        actor_name: "Britta Sommer",
        ip: "203.0.113.5",
      })),
    );
    expect([...operator.wake]).toEqual(["invitation-emails"]);
  });

  it("refuses an address that is taken, and leaves nothing behind", async () => {
    const salon = await createSalon();
    const before = await stored("select from user_invitations");

    await expect(createCompany(operator, input(salon.slug))).rejects.toThrow(SlugTaken);
    expect(await stored("select from user_invitations")).toHaveLength(before.length);
  });

  it("gives one address to one of two who are as fast", async () => {
    const slug = slugOf();
    const outcomes = await Promise.allSettled(
      [1, 2].map(() => createCompany(operator, input(slug))),
    );

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    expect(await stored("select from companies where slug = $1", slug)).toHaveLength(1);
  });

  it.each(["account", "platform", "api", "sign-in", "-salon", "Salon", "s", "a/b", "../x"])(
    "does not take %s as an address",
    (slug) => {
      expect(createCompanySchema.safeParse({ ...input(slugOf()), slug }).success).toBe(false);
    },
  );

  it("is nothing the app's role can do in another company's name", async () => {
    const salon = await createSalon();

    await expect(
      asApp(salon.companyId, (client) =>
        client.query(
          "insert into companies (id, slug, name) values (gen_random_uuid(), 'fremd', 'Fremd')",
        ),
      ),
    ).rejects.toThrow(/row-level security/);
  });
});

describe("inviteOwner", () => {
  it("asks somebody else, and nobody twice at a time", async () => {
    const { id } = await createCompany(operator, input(slugOf()));
    await inviteOwner(operator, { companyId: id, ownerEmail: "zweite@example.org" });

    await expect(
      inviteOwner(operator, { companyId: id, ownerEmail: "ZWEITE@example.org" }),
    ).rejects.toThrow(InvitationPending);
    await owner.query("update user_invitations set expires_at = now() where company_id = $1", [id]);
    await expect(
      inviteOwner(operator, { companyId: id, ownerEmail: "zweite@example.org" }),
    ).resolves.toBeUndefined();
  });
});

describe("the pilot", () => {
  it("is switched on with a note and off with a reason, and the company's history tells it", async () => {
    const { id, slug } = await createCompany(operator, input(slugOf(), { isPilot: "off" }));
    await enablePilot(operator, { companyId: id, notes: "Erste Filiale" });
    await disablePilot(operator, { companyId: id, reason: "Umbau bis März" });
    const company = await getCompany(operator, slug);

    expect(company).toMatchObject({ isPilot: false, pilotNotes: "Erste Filiale" });
    expect(company.history.map(({ event, note, actor }) => [event, note, actor])).toEqual([
      ["pilot_disabled", "Umbau bis März", "Britta Sommer"],
      ["pilot_enabled", "Erste Filiale", "Britta Sommer"],
      ["company_created", null, "Britta Sommer"],
    ]);
  });

  it("tells the slower of two operators", async () => {
    const { id } = await createCompany(operator, input(slugOf(), { isPilot: "off" }));
    const outcomes = await behindLock({ table: "companies", id, waiting: 2 }, () =>
      Promise.allSettled([1, 2].map(() => enablePilot(operator, { companyId: id, notes: "" }))),
    );

    expect(outcomes.map(({ status }) => status).sort()).toEqual(["fulfilled", "rejected"]);
    await expect(enablePilot(operator, { companyId: id, notes: "" })).rejects.toThrow(
      PilotUnchanged,
    );
    await expect(
      enablePilot(operator, { companyId: crypto.randomUUID(), notes: "" }),
    ).rejects.toThrow(NotFound);
  });
});

describe("the list of companies", () => {
  it("goes on after the last one shown, and finds by name and address", async () => {
    const prefix = slugOf();
    for (let number = 0; number < COMPANIES_SHOWN + 2; number += 1) {
      await owner.query("insert into companies (slug, name) values ($1, $2)", [
        `${prefix}-${String(number).padStart(3, "0")}`,
        `Kette 100% ${prefix}`,
      ]);
    }
    const first = await listCompanies(operator, { search: `100% ${prefix}` });
    const after = first[COMPANIES_SHOWN - 1]!.slug;

    expect(first).toHaveLength(COMPANIES_SHOWN + 1);
    await expect(listCompanies(operator, { search: prefix, after })).resolves.toHaveLength(2);
    await expect(listCompanies(operator, { search: `100_ ${prefix}` })).resolves.toEqual([]);
  });

  it("does not know an unknown address", async () => {
    await expect(getCompany(operator, "gibt-es-nicht")).rejects.toThrow(NotFound);
  });
});
