import pg from "pg";
import { afterAll } from "vitest";

const uuid = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/i;

/** The database of this test file as its owner, past every policy and grant: to arrange and to look. */
export const owner = new pg.Pool({ connectionString: process.env["TEST_OWNER_URL"], max: 10 });

afterAll(async () => {
  await owner.end();
});

/**
 * Raw SQL as the role the app runs as, in one transaction that sees one company (or none, for null):
 * what somebody could do past the services. Rolled back afterwards unless told to commit.
 */
export async function asApp<Result>(
  companyId: string | null,
  work: (client: pg.Client) => Promise<Result>,
  { commit = false } = {},
): Promise<Result> {
  if (companyId !== null && !uuid.test(companyId))
    throw new Error(`${companyId} is no company id.`);

  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  try {
    await client.query("begin");
    if (companyId !== null) await client.query(`set local app.company_id = '${companyId}'`);
    const result = await work(client);
    await client.query(commit ? "commit" : "rollback");

    return result;
  } finally {
    await client.end();
  }
}

/** What the database answers to SQL as the app's role, commit included: a state, or "let through". */
export async function attackAs(
  companyId: string | null,
  sql: string,
  values: unknown[] = [],
): Promise<string> {
  try {
    await asApp(companyId, (client) => client.query(sql, values), { commit: true });

    return "let through";
  } catch (error) {
    return (error as { code?: string }).code ?? "no state";
  }
}
