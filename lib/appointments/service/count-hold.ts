import "server-only";

import { countTry } from "@/lib/platform/rate-limit";
import type { TenantContext } from "@/lib/tenancy/context";
import { TooManyAttempts } from "@/lib/tenancy/errors";

/** Whoever looks for a time holds some, one after another; a program that holds all of them is told to wait. */
const PER_LINK = { name: "hold-slot", points: 30, seconds: 300 };

/** @throws TooManyAttempts a link has held a time thirty times within five minutes; members are not counted */
export async function countHold({ actor }: TenantContext): Promise<void> {
  if (actor.kind !== "customer") return;
  const wait = await countTry(PER_LINK, actor.appointmentId);
  if (wait !== null) throw new TooManyAttempts({ params: { minutes: Math.ceil(wait / 60) } });
}
