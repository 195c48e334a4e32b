import * as z from "zod";

/** A change with less than `withinMinutes` of notice costs `percent` of the price. */
export const feeTierSchema = z.object({
  withinMinutes: z.int().positive(),
  percent: z.int().min(0).max(100),
});

/** What a company lets its customers do by themselves, resolved to plain values. */
export const policySchema = z.object({
  rescheduleNoticeMinutes: z.int().min(0),
  cancelNoticeMinutes: z.int().min(0),
  maxDaysAhead: z.int().min(1),
  maxReschedules: z.int().min(0),
  maxCancellations30Days: z.int().min(0),
  isReasonRequired: z.boolean(),
  feeTiers: z.array(feeTierSchema),
});

export type Policy = z.infer<typeof policySchema>;

/** One row of `appointment_policies`: for one place, with only the values it sets. */
export type PolicyRow = {
  branchId: string | null;
  serviceId: string | null;
  staffId: string | null;
} & { [Key in keyof Policy]: Policy[Key] | null };
