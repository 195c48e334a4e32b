import * as z from "zod";

import { optionalField, textSchema, versionSchema } from "@/lib/shared/schema";

/** Why something waits for a person to look at it; the database has the same list. */
export const REVIEW_PROBLEMS = [
  "no-service",
  "no-host",
  "no-customer",
  "overlap",
  "booking-gone",
  "refused",
  "other-host",
  "no-address",
] as const;
export type ReviewProblem = (typeof REVIEW_PROBLEMS)[number];

/** How an appointment stands with the calendar of its staff member. */
export type SyncState = "not_connected" | "pending" | "synced" | "failed" | "manual_review";

/** Whether the calendar says something else than the appointment, or may. */
export function isOutOfStep(state: SyncState): boolean {
  return state !== "not_connected" && state !== "synced";
}

/** What the page has shown; zero where no connection has been made yet. */
const seenVersionSchema = z.union([z.literal("0").transform(() => 0), z.literal(0), versionSchema]);

const webhookSecretSchema = optionalField(textSchema(200).min(16, { error: "secret-too-short" }));

export const connectCalendarSchema = z.object({
  baseUrl: textSchema(200).min(1),
  apiKey: textSchema(500).min(1),
  webhookSecret: webhookSecretSchema,
  version: seenVersionSchema,
});
export type ConnectCalendar = z.output<typeof connectCalendarSchema>;

export const seenCalendarSchema = z.object({ version: versionSchema });
export type SeenCalendar = z.output<typeof seenCalendarSchema>;

export const rotateSecretSchema = seenCalendarSchema.extend({ webhookSecret: webhookSecretSchema });
export type RotateSecret = z.output<typeof rotateSecretSchema>;
