import pg from "pg";

/** One database at a time changes the role; the number only has to differ from other locks'. */
const roleLock = 72707370;

/** The connection string of the role the app runs as, on the database of the owner's. */
export function appUrl(ownerUrl: string, password: string): string {
  const url = new URL(ownerUrl);
  url.username = "portal_app";
  url.password = encodeURIComponent(password);

  return url.href;
}

async function canSignIn(connectionString: string): Promise<boolean> {
  const client = new pg.Client({ connectionString });
  try {
    await client.connect();

    return true;
  } catch {
    return false;
  } finally {
    await client.end().catch(() => undefined);
  }
}

/**
 * Makes sure that `portal_app` exists and may sign in with this password. The role owns nothing and
 * cannot bypass row-level security; what it may do, the migrations grant. Throws when the owner may not
 * manage roles and the role does not yet accept the password.
 */
export async function ensureAppRole(ownerUrl: string, password: string): Promise<void> {
  if (await canSignIn(appUrl(ownerUrl, password))) return;

  const client = new pg.Client({ connectionString: ownerUrl });
  await client.connect();
  try {
    await client.query("begin");
    await client.query("select pg_advisory_xact_lock($1)", [roleLock]);
    const { rows } = await client.query<{ privileged: boolean }>(
      "select rolsuper or rolbypassrls as privileged from pg_roles where rolname = 'portal_app'",
    );
    if (rows[0]?.privileged) {
      throw new Error(
        "The role portal_app may bypass row-level security; take that right away first.",
      );
    }
    const verb = rows.length === 0 ? "create" : "alter";
    await client.query(`${verb} role portal_app login password ${pg.escapeLiteral(password)}`);
    await client.query("commit");
  } finally {
    await client.end();
  }
}
