import { randomBytes } from "node:crypto";
import pg from "pg";

import { requestPasswordReset } from "@/lib/accounts/service/password-reset";
import { signIn } from "@/lib/accounts/service/sign-in";
import { acceptInvitation } from "@/lib/invitations/service/accept-invitation";
import { createContext, createVisitorContext } from "@/lib/tenancy/context";

import { startBenchDatabase } from "./support/bench-database";
import { compareSamples } from "./support/two-samples";

/** Of each kind; with so many a difference of a tenth of a standard deviation would show. */
const TRIES = 2000;
/** As many tries as an address has before it is told to wait. */
const TRIES_PER_ADDRESS = { signIn: 9, reset: 2, accept: 9 };
const NOWHERE = { origin: { ip: null, userAgent: null, requestId: "bench" } };

type Attempt = (target: string) => Promise<unknown>;

/** One attempt after another, known and unknown in random order, each timed alone. */
async function time(
  attempt: Attempt,
  { known, unknown }: { known: readonly string[]; unknown: readonly string[] },
): Promise<{ known: number[]; unknown: number[] }> {
  const results = { known: [] as number[], unknown: [] as number[] };
  const plan = [
    ...known.map((target) => ({ kind: "known" as const, target })),
    ...unknown.map((target) => ({ kind: "unknown" as const, target })),
  ].sort(() => Math.random() - 0.5);
  for (const { target } of plan.slice(0, 50)) await attempt(target).catch(() => undefined);
  for (const { kind, target } of plan.slice(50)) {
    const startedAt = performance.now();
    await attempt(target).catch(() => undefined);
    results[kind].push(performance.now() - startedAt);
  }

  return results;
}

/** Each of `count` targets as often as it may be tried. */
function targets(make: (index: number) => string, times: number): string[] {
  return Array.from({ length: Math.ceil((TRIES + 50) / times) }, (_none, index) =>
    make(index),
  ).flatMap((target) => Array.from({ length: times }, () => target));
}

/** Even numbers have an account and odd ones have not: nothing else about the addresses differs. */
const addressOf = (n: number, isKnown: boolean) => `person${2 * n + Number(!isKnown)}@example.org`;

/** Nobody's password, in the form of a stored one; everybody has a salt of their own. */
async function createAccounts(client: pg.Client): Promise<void> {
  const random = (bytes: number) => randomBytes(bytes).toString("base64").replace(/=+$/, "");
  const hashes = Array.from(
    { length: TRIES },
    () => `$argon2id$v=19$m=19456,t=2,p=1$${random(16)}$${random(32)}`,
  );
  await client.query(
    `insert into users (email, email_normalised, name, password_hash)
     select address, address, 'Bench', hash
     from unnest($1::text[]) with ordinality as given(hash, n),
       lateral (select 'person' || 2 * (n - 1) || '@example.org' as address) a`,
    [hashes],
  );
}

/**
 * Open invitations to people with an account or to people without one. Whoever tries does not know
 * their secrets, so each acceptance has to be refused.
 */
async function createInvitations(
  client: pg.Client,
  isKnown: boolean,
): Promise<{ companyId: string; ids: readonly string[] }> {
  const { rows } = await client.query<{ companyId: string; id: string }>(`
    insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
    select m.company_id, address, address, 'staff', m.id,
      sha256(convert_to(n::text, 'UTF8'))
    from (select m.* from memberships m join companies c on c.id = m.company_id
      where m.role = 'owner' and c.slug = 'morgenlicht' limit 1) m, generate_series(0, 400) n,
      lateral (select 'person' || 2 * n + ${Number(!isKnown)} || '@example.org' as address) a
    returning company_id as "companyId", id`);

  return { companyId: rows[0]?.companyId ?? "", ids: rows.map(({ id }) => id) };
}

/** Whether the time of an answer tells an address with an account from one without. */
export async function benchTiming(): Promise<string[]> {
  const database = await startBenchDatabase();
  const client = new pg.Client(database.ownerUrl);
  await client.connect();
  try {
    await createAccounts(client);
    const { companyId, ids } = await createInvitations(client, true);
    const { ids: others } = await createInvitations(client, false);
    const visitor = () => createVisitorContext(null, NOWHERE);
    const guest = createContext(companyId, { kind: "system", name: "visitor" }, NOWHERE);
    const secret = "A".repeat(43);
    const signIns = await time(
      (email) => signIn(visitor(), { email, password: "falsch geraten" }),
      {
        known: targets((n) => addressOf(n, true), TRIES_PER_ADDRESS.signIn),
        unknown: targets((n) => addressOf(n, false), TRIES_PER_ADDRESS.signIn),
      },
    );
    const resets = await time((email) => requestPasswordReset(visitor(), email), {
      known: targets((n) => addressOf(n, true), TRIES_PER_ADDRESS.reset),
      unknown: targets((n) => addressOf(n, false), TRIES_PER_ADDRESS.reset),
    });
    const accepts = await time(
      (token) =>
        acceptInvitation(guest, { token, as: "new", name: "Bench", password: "falsch geraten" }),
      {
        known: targets((n) => `${ids[n] ?? ""}.${secret}`, TRIES_PER_ADDRESS.accept),
        unknown: targets((n) => `${others[n] ?? ""}.${secret}`, TRIES_PER_ADDRESS.accept),
      },
    );

    return [
      `each kind ${TRIES} times, in random order, at the services (no network to hide in)`,
      ...Object.entries({
        "sign-in": signIns,
        "forgotten password": resets,
        acceptance: accepts,
      }).map(([name, samples]) => `${name}: ${compareSamples(samples.known, samples.unknown)}`),
    ];
  } finally {
    await client.end();
    await database.stop();
  }
}
