import * as z from "zod";

import { cancelSchema, type Person } from "@/lib/appointments/schema";
import { idSchema, instantSchema, textSchema, versionSchema } from "@/lib/shared/schema";

/** The version that was looked at, and what was chosen and typed. */
export const conflictQuerySchema = z.object({
  seen: versionSchema,
  kind: z.enum(["move", "cancel"]).default("move").catch("move"),
  startsAt: instantSchema.optional().catch(undefined),
  staffId: idSchema.optional().catch(undefined),
  reason: textSchema(500).default("").catch(""),
  category: cancelSchema.shape.category.catch(undefined),
});

export type ConflictQuery = z.output<typeof conflictQuerySchema>;

/** The change that was not saved. */
export type Attempt =
  | { kind: "move"; reason: string; startsAt: string; staff: Person; isFree: boolean }
  | { kind: "cancel"; reason: string; category: string };
