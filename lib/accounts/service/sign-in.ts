import "server-only";

import { SignInRefused } from "@/lib/accounts/errors";
import type { SignIn } from "@/lib/accounts/schema";
import { clientNet } from "@/lib/platform/client-net";
import { verifyPassword } from "@/lib/platform/password";
import { countClient, countTry } from "@/lib/platform/rate-limit";
import { normaliseEmail } from "@/lib/shared/email";
import { type Locale, localeSchema } from "@/lib/shared/schema";
import type { TenantDb, VisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

/** Of an address from one network: whoever guesses there keeps nobody out who signs in from elsewhere. */
const PER_ADDRESS_THERE = { name: "sign-in-address-there", points: 10, seconds: 900 };
/** Of an address from wherever: what is left to many who guess together. */
const PER_ADDRESS = { name: "sign-in-address", points: 100, seconds: 900 };
const PER_CLIENT = { name: "sign-in-client", points: 60, seconds: 900 };

/** Somebody who proved a password; with a second factor that alone opens nothing yet. */
export type Identity = {
  userId: string;
  name: string;
  email: string;
  locale: Locale;
  sessionEpoch: number;
  hasSecondFactor: boolean;
};

type AccountRow = Omit<Identity, "userId" | "locale" | "hasSecondFactor"> & {
  id: string;
  locale: string;
  totpEnabledAt: Date | null;
};

/** The columns an identity is made of. */
export const IDENTITY = {
  id: true,
  name: true,
  email: true,
  locale: true,
  sessionEpoch: true,
  totpEnabledAt: true,
} as const;

export function toIdentity({ id, totpEnabledAt, ...row }: AccountRow): Identity {
  const { name, email, sessionEpoch } = row;
  const locale = localeSchema.parse(row.locale);

  return { userId: id, name, email, locale, sessionEpoch, hasSecondFactor: totpEnabledAt !== null };
}

/**
 * Who signs in with this address and password. An unknown address costs as much as a wrong password:
 * the same hash to compute, the same row to write.
 *
 * @throws SignInRefused unknown address, wrong password, or no password set yet
 * @throws TooManyAttempts for this address or from this client
 */
export async function signIn(ctx: VisitorContext, input: SignIn): Promise<Identity> {
  const email = normaliseEmail(input.email);
  await limit(ctx, email);

  const found = await ctx.transaction((db) => findOrNobody(db, email));
  const isRight = await verifyPassword(
    { stored: found.passwordHash, whose: email },
    input.password,
  );
  if (found.id === null || !isRight) {
    await recordFailure(ctx, { userId: found.id, cause: "password" });
    throw new SignInRefused();
  }

  return toIdentity(found);
}

type Nobody = { id: null; passwordHash: null };

/** A row in any case: reading one takes a little longer than reading none. */
async function findOrNobody(
  db: TenantDb,
  email: string,
): Promise<(AccountRow & { passwordHash: string | null }) | Nobody> {
  const [row] = await db.$queryRaw<[(AccountRow & { passwordHash: string | null }) | Nobody]>`
    select u.id, u.name, u.email, u.locale, u.session_epoch as "sessionEpoch",
      u.totp_enabled_at as "totpEnabledAt", u.password_hash as "passwordHash"
    from (select) as anybody left join users u on u.email_normalised = ${email}`;

  return row;
}

/** A refused try, for its person to see; nobody's try is written down just the same. */
export async function recordFailure(
  { origin: { ip, userAgent }, transaction }: VisitorContext,
  { cause, userId }: { cause: "password" | "code"; userId: string | null },
): Promise<void> {
  await transaction(
    (db) => db.$executeRaw`
      insert into sign_in_failures (user_id, cause, ip_address, user_agent)
      values (${userId}::uuid, ${cause}, ${ip}::inet, ${userAgent?.slice(0, 400) ?? null})`,
  );
}

/** Only who may still try from there counts against the address: one client cannot use that up alone. */
async function limit({ origin }: VisitorContext, email: string): Promise<void> {
  const there = await longest([
    countTry(PER_ADDRESS_THERE, `${clientNet(origin.ip ?? "")} ${email}`),
    countClient(PER_CLIENT, origin.ip),
  ]);
  const waitSeconds = there ?? (await countTry(PER_ADDRESS, email));
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }
}

async function longest(counts: Promise<number | null>[]): Promise<number | null> {
  const waits = (await Promise.all(counts)).filter((seconds) => seconds !== null);

  return waits.length === 0 ? null : Math.max(...waits);
}
