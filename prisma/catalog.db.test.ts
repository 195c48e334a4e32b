import { describe, expect, it } from "vitest";

import { owner } from "@/tests/support/database";

/** Tables that belong to no company. A new table is a tenant table unless it is named here. */
const GLOBAL = new Set([
  "_prisma_migrations",
  "users",
  "companies",
  "password_resets",
  "cron_runs",
  "rate_limits",
  "mailbox_messages",
  "account_email_queue",
  "user_sessions",
  "user_recovery_codes",
  "user_activity",
  "email_changes",
  "sign_in_failures",
  "mail_channel",
  "mail_webhook_events",
]);

type Table = { name: string; is_enabled: boolean; is_forced: boolean };
type Constraint = { name: string; type: string; columns: string[]; target: string | null };

const rows = async <Row>(sql: string, values: unknown[] = []): Promise<Row[]> =>
  (await owner.query(sql, values)).rows as Row[];

const tables = await rows<Table>(`
  select relname as name, relrowsecurity as is_enabled, relforcerowsecurity as is_forced
  from pg_class where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') order by 1`);
const tenantTables = tables.filter(({ name }) => !GLOBAL.has(name));

const constraintsOf = (table: string) =>
  rows<Constraint>(
    `select conname as name, contype as type, confrelid::regclass::text as target,
       (select array_agg(attname::text) from pg_attribute
         where attrelid = conrelid and attnum = any (conkey)) as columns
     from pg_constraint where conrelid = $1::regclass`,
    [table],
  );

describe.each(tenantTables)("tenant table $name", ({ name, is_enabled, is_forced }) => {
  it("has row-level security, enabled and forced, with a policy for its company", async () => {
    expect([is_enabled, is_forced]).toEqual([true, true]);
    const policies = await rows<{ qual: string }>(
      "select qual from pg_policies where tablename = $1 and policyname = 'one_company' and cmd = 'ALL'",
      [name],
    );
    expect(policies.map(({ qual }) => qual)).toEqual([
      "(company_id = (NULLIF(current_setting('app.company_id'::text, true), ''::text))::uuid)",
    ]);
  });

  it("has company_id, not null, in its primary key", async () => {
    const constraints = await constraintsOf(name);
    const primaryKey = constraints.find(({ type }) => type === "p");

    expect(primaryKey?.columns).toContain("company_id");
  });

  it("has company_id in every unique and exclusion constraint and every unique index", async () => {
    const constraints = (await constraintsOf(name)).filter(({ type }) => "ux".includes(type));
    for (const constraint of constraints) {
      expect([constraint.name, constraint.columns.includes("company_id")]).toEqual([
        constraint.name,
        true,
      ]);
    }
    const loose = await rows(
      `select indexrelid::regclass::text from pg_index
       where indrelid = $1::regclass and indisunique and not exists (
         select from pg_attribute
         where attrelid = indrelid and attname = 'company_id' and attnum = any (indkey))`,
      [name],
    );
    expect(loose).toEqual([]);
  });

  it("names the company in every foreign key to another tenant table", async () => {
    const toTenants = (await constraintsOf(name)).filter(
      ({ type, target }) => type === "f" && target !== null && !GLOBAL.has(target),
    );
    for (const constraint of toTenants) {
      expect([constraint.name, constraint.columns.includes("company_id")]).toEqual([
        constraint.name,
        true,
      ]);
    }
  });
});

describe("every table", () => {
  it("is known to be global or carries company_id", async () => {
    const without = await rows<{ name: string }>(`
      select relname as name from pg_class c
      where relnamespace = 'public'::regnamespace and relkind in ('r', 'p') and not exists (
        select from pg_attribute a where a.attrelid = c.oid and attname = 'company_id' and attnotnull)`);

    expect(without.map(({ name }) => name).filter((name) => !GLOBAL.has(name))).toEqual([]);
  });
});

describe("policies", () => {
  it("hold no subquery and call nothing but current_setting", async () => {
    const policies = await rows<{ policy: string; text: string }>(`
      select tablename || '.' || policyname as policy, lower(coalesce(qual, '') || coalesce(with_check, '')) as text
      from pg_policies where schemaname = 'public'`);
    const calls = (text: string) =>
      [...text.matchAll(/([a-z_]+)\(/g)]
        .map(([, name]) => name)
        .filter((name) => name !== "nullif");

    expect(policies.length).toBeGreaterThan(tenantTables.length);
    for (const { policy, text } of policies) {
      expect([policy, text.includes("select")]).toEqual([policy, false]);
      expect([policy, calls(text).filter((name) => name !== "current_setting")]).toEqual([
        policy,
        [],
      ]);
    }
  });
});

describe("the role of the app", () => {
  it("cannot bypass row-level security, create anything, or become somebody else", async () => {
    expect(
      await rows(`
        select rolsuper, rolbypassrls, rolcreaterole, rolcreatedb, rolreplication,
          has_schema_privilege('portal_app', 'public', 'create') as can_create,
          (select count(*)::int from pg_auth_members where member = r.oid) as memberships
        from pg_roles r where rolname = 'portal_app'`),
    ).toEqual([
      {
        rolsuper: false,
        rolbypassrls: false,
        rolcreaterole: false,
        rolcreatedb: false,
        rolreplication: false,
        can_create: false,
        memberships: 0,
      },
    ]);
  });

  it("owns nothing", async () => {
    const owned = await rows(`
      select relname from pg_class c join pg_roles r on r.oid = c.relowner where rolname = 'portal_app'
      union all
      select proname from pg_proc p join pg_roles r on r.oid = p.proowner where rolname = 'portal_app'`);

    expect(owned).toEqual([]);
  });

  it("may not write claims, nor change or empty the logs", async () => {
    const grants = await rows<{ grant: string }>(`
      select table_name || ' ' || privilege_type as grant from information_schema.role_table_grants
      where grantee = 'portal_app' and (privilege_type in ('TRUNCATE', 'TRIGGER', 'REFERENCES')
        or (table_name in ('appointment_audit_logs', 'activity_log', 'appointment_link_opens',
            'invitation_link_opens', 'user_activity')
          and privilege_type in ('UPDATE', 'DELETE'))
        or (table_name = 'mail_events' and privilege_type = 'UPDATE')
        or (table_name = 'slot_claims' and privilege_type <> 'SELECT')
        or (table_name in ('users', 'companies', 'memberships') and privilege_type = 'DELETE'))`);

    expect(grants).toEqual([]);
  });
});
