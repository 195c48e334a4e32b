import "server-only";

import { TooManyCodes } from "@/lib/accounts/errors";
import { recordFailure } from "@/lib/accounts/service/sign-in";
import { tellAccount } from "@/lib/accounts/service/tell-account";
import { countTry, forgiveTry } from "@/lib/platform/rate-limit";
import type { VisitorContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

const DAY_SECONDS = 86_400;
const PER_USER = { name: "second-factor", points: 6, seconds: 300 };
/** Of refused ones: three of a million codes are right at any time, so a year of guessing finds one in thirty accounts. */
const REFUSED_PER_DAY = { name: "second-factor-day", points: 30, seconds: DAY_SECONDS };
/** Whoever types wrong does not do so ten times a day. */
const UNREMARKABLE = { name: "second-factor-unremarkable", points: 9, seconds: DAY_SECONDS };
const TOLD = { name: "second-factor-told", points: 1, seconds: DAY_SECONDS };

/** @throws TooManyAttempts of guessing this person's codes */
export async function limitCodes(userId: string): Promise<void> {
  const waitSeconds = await countTry(PER_USER, userId);
  if (waitSeconds !== null) {
    throw new TooManyAttempts({ params: { minutes: Math.ceil(waitSeconds / 60) } });
  }
}

/**
 * The same where a code lets somebody in or changes how they get in: at most thirty wrong ones a day.
 *
 * @throws TooManyAttempts, TooManyCodes
 */
export async function limitGuesses(userId: string): Promise<void> {
  await limitCodes(userId);
  const waitSeconds = await countTry(REFUSED_PER_DAY, userId);
  if (waitSeconds !== null) {
    throw new TooManyCodes({ params: { hours: Math.ceil(waitSeconds / 3600) } });
  }
}

/** A right code is no guess. */
export async function countRightCode(userId: string): Promise<void> {
  await forgiveTry(REFUSED_PER_DAY, userId);
}

/** Writes a refused code down; of the tenth in a day the account is told, once. */
export async function noteRefusedCode(ctx: VisitorContext, userId: string): Promise<void> {
  await recordFailure(ctx, { userId, cause: "code" });
  if ((await countTry(UNREMARKABLE, userId)) === null) return;
  if ((await countTry(TOLD, userId)) !== null) return;
  await ctx.transaction((db) => tellAccount(ctx, db, { userId, notice: "codes_refused" }));
}
