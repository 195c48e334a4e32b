import "server-only";

import { SignInRefused } from "@/lib/accounts/errors";
import type { SignIn } from "@/lib/accounts/schema";
import { verifyPassword } from "@/lib/platform/password";
import { countTry } from "@/lib/platform/rate-limit";
import { normaliseEmail } from "@/lib/shared/email";
import type { VisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const PER_ADDRESS = { name: "sign-in-address", points: 10, seconds: 900 };
const PER_CLIENT = { name: "sign-in-client", points: 60, seconds: 900 };

/** Somebody who proved a password; with a second factor that alone opens nothing yet. */
export type Identity = {
  userId: string;
  name: string;
  email: string;
  sessionEpoch: number;
  hasSecondFactor: boolean;
};

type AccountRow = Omit<Identity, "userId" | "hasSecondFactor"> & {
  id: string;
  totpEnabledAt: Date | null;
};

/** The columns an identity is made of. */
export const IDENTITY = {
  id: true,
  name: true,
  email: true,
  sessionEpoch: true,
  totpEnabledAt: true,
} as const;

export function toIdentity({ id, name, email, sessionEpoch, totpEnabledAt }: AccountRow): Identity {
  return { userId: id, name, email, sessionEpoch, hasSecondFactor: totpEnabledAt !== null };
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

  const user = await ctx.transaction((db) =>
    db.user.findUnique({
      where: { emailNormalised: email },
      select: { ...IDENTITY, passwordHash: true },
    }),
  );
  const isRight = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (user === null || !isRight) {
    await recordFailure(ctx, { email, cause: "password" });
    throw new SignInRefused();
  }

  return toIdentity(user);
}

/** A refused try, for its person to see; nobody's try is looked up and written down just the same. */
export async function recordFailure(
  { origin, transaction }: VisitorContext,
  { cause, ...who }: { cause: "password" | "code" } & ({ email: string } | { userId: string }),
): Promise<void> {
  const { email, userId } = { email: null, userId: null, ...who };
  const { ip, userAgent } = origin;
  await transaction(
    (db) => db.$executeRaw`
      insert into sign_in_failures (user_id, cause, ip_address, user_agent)
      values ((select id from users where email_normalised = ${email} or id = ${userId}::uuid), ${cause},
        ${ip}::inet, ${userAgent?.slice(0, 400) ?? null})`,
  );
}

async function limit({ origin }: VisitorContext, email: string): Promise<void> {
  const waits = [
    await countTry(PER_ADDRESS, email),
    origin.ip === null ? null : await countTry(PER_CLIENT, origin.ip),
  ].filter((seconds) => seconds !== null);

  if (waits.length > 0) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(Math.max(...waits) / 60) } });
  }
}
