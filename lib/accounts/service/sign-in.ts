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

export type Identity = { userId: string; name: string; email: string; sessionEpoch: number };

/**
 * Who signs in with this address and password. An unknown address costs as much as a wrong password.
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
      select: { id: true, name: true, email: true, passwordHash: true, sessionEpoch: true },
    }),
  );
  const isRight = await verifyPassword(user?.passwordHash ?? null, input.password);
  if (user === null || !isRight) throw new SignInRefused();

  return {
    userId: user.id,
    name: user.name,
    email: user.email,
    sessionEpoch: user.sessionEpoch,
  };
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
