import * as z from "zod";

import { daySchema, idSchema, instantSchema, textSchema } from "@/lib/shared/schema";

/** What the address of the move page may say; everything else is as if it were not there. */
export const moveQuerySchema = z.object({
  staff: z
    .union([idSchema, z.literal("all")])
    .optional()
    .catch(undefined),
  from: daySchema.optional().catch(undefined),
  /** The time that somebody else has just taken. */
  taken: instantSchema.optional().catch(undefined),
  /** A time that is already chosen, as a slot's radio button says it. */
  slot: z
    .string()
    .refine((slot) => {
      const [startsAt, staffId] = slot.split("|");

      return instantSchema.safeParse(startsAt).success && idSchema.safeParse(staffId).success;
    })
    .optional()
    .catch(undefined),
  reason: textSchema(500).default("").catch(""),
});

export type MoveQuery = z.output<typeof moveQuerySchema>;
