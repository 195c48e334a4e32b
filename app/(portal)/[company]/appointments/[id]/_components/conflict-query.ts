import * as z from "zod";

import { cancelSchema, type Person, type Step, STEPS } from "@/lib/appointments/schema";
import { idSchema, instantSchema, textSchema, versionSchema } from "@/lib/shared/schema";

/** The version that was looked at, and what was chosen and typed. */
export const conflictQuerySchema = z.object({
  seen: versionSchema,
  kind: z.enum(["move", "cancel", "step", "service", "ask"]).default("move").catch("move"),
  startsAt: instantSchema.optional().catch(undefined),
  staffId: idSchema.optional().catch(undefined),
  serviceId: idSchema.optional().catch(undefined),
  step: z.enum(STEPS).optional().catch(undefined),
  reason: textSchema(500).default("").catch(""),
  category: cancelSchema.shape.category.catch(undefined),
});

export type ConflictQuery = z.output<typeof conflictQuerySchema>;

/** The change that was not saved. */
export type Attempt = { reason: string } & (
  | { kind: "move"; startsAt: string; staff: Person; isFree: boolean }
  | { kind: "cancel"; category: string }
  | { kind: "step"; step: Step }
  | { kind: "service"; service: Person }
  | { kind: "ask" }
);

/** What the address of a form of a change may say of what was chosen and typed before. */
export const retryQuerySchema = z.object({
  reason: textSchema(500).default("").catch(""),
  serviceId: idSchema.optional().catch(undefined),
});

/** The same form again, on the new state, with what was chosen and typed; most steps have no form. */
export function goOnHref(href: string, attempt: Attempt): string {
  const [form, chosen] = formOf(attempt);
  const values: Record<string, string> = { ...chosen, reason: attempt.reason };
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));

  return form === "" ? href : `${href}/${form}?${query.toString()}`;
}

function formOf(attempt: Attempt): [form: string, chosen: Record<string, string>] {
  switch (attempt.kind) {
    case "move":
      return ["move", { slot: `${attempt.startsAt}|${attempt.staff.id}` }];
    case "cancel":
      return ["cancel", { category: attempt.category }];
    case "service":
      return ["service", { serviceId: attempt.service.id }];
    case "step":
      return [attempt.step === "restore" ? "restore" : "", {}];
    case "ask":
      return ["ask", {}];
  }
}
