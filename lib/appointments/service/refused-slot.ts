import "server-only";

import { CustomerElsewhere, SlotTaken } from "@/lib/appointments/errors";
import type { FreeSlot } from "@/lib/appointments/service/free-times";
import { refusedBy } from "@/lib/platform/database-errors";

/**
 * What the database's refusal of a claim means; anything else is passed on as it is. The nearest
 * free times are looked up in a transaction of their own: the refused one is over.
 */
export async function refusedSlot(
  error: unknown,
  nearest: () => Promise<FreeSlot[]>,
): Promise<unknown> {
  if (refusedBy(error, "slot_claims_one_place")) return new CustomerElsewhere();
  if (!refusedBy(error, "slot_claims_no_overlap")) return error;

  return new SlotTaken({ details: { nearest: await nearest() } });
}
