import "server-only";

import { PasswordRefused } from "@/lib/accounts/errors";
import { verifyPassword } from "@/lib/platform/password";
import { countTry } from "@/lib/platform/rate-limit";
import type { VisitorContext } from "@/lib/tenancy/context";
import { SignInRequired, TooManyAttempts } from "@/lib/tenancy/errors";

/** Who proved their password, and of which epoch the sessions were that they proved it in. */
export type Proven = { userId: string; sessionEpoch: number };

const PER_USER = { name: "prove-password", points: 10, seconds: 900 };

/**
 * The signed-in person proves once more who they are, before something changes that lets people in.
 *
 * @throws SignInRequired, PasswordRefused, TooManyAttempts
 */
export async function provePassword(ctx: VisitorContext, password: string): Promise<Proven> {
  const userId = ctx.userId;
  if (userId === null) throw new SignInRequired();
  const waitSeconds = await countTry(PER_USER, userId);
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }
  const user = await ctx.transaction((db) =>
    db.user.findUnique({
      where: { id: userId },
      select: { passwordHash: true, sessionEpoch: true },
    }),
  );
  const stored = user?.passwordHash ?? null;
  if (user === null || !(await verifyPassword({ stored, whose: userId }, password))) {
    throw new PasswordRefused({
      issues: [{ path: ["currentPassword"], message: "wrong-password" }],
    });
  }

  return { userId, sessionEpoch: user.sessionEpoch };
}
