import "server-only";

import { CustomerElsewhere, NotOffered, SlotTaken } from "@/lib/appointments/errors";
import type { Occupant } from "@/lib/appointments/schema";
import type { FreeSlot } from "@/lib/appointments/service/free-times";
import { CustomerErased } from "@/lib/customers/errors";
import { refusal, refusedBy } from "@/lib/platform/database-errors";

/**
 * What the database's refusal of a claim means; anything else is passed on as it is. The nearest
 * free times, and who has this one, are looked up in transactions of their own: the refused one is over.
 */
export async function refusedSlot(
  error: unknown,
  nearest: () => Promise<FreeSlot[]>,
  occupant: () => Promise<Occupant | null> = () => Promise.resolve(null),
): Promise<unknown> {
  // Somebody put the branch, the staff member or the customer away while this was being written.
  if (["PV009", "PV010"].includes(refusal(error)?.sqlState ?? "")) return new NotOffered();
  if (refusal(error)?.sqlState === "PV011") return new CustomerErased();
  if (refusedBy(error, "slot_claims_one_place")) return new CustomerElsewhere();
  if (!refusedBy(error, "slot_claims_no_overlap")) return error;

  return new SlotTaken({ details: { nearest: await nearest(), occupant: await occupant() } });
}
