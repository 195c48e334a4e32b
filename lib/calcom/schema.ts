import * as z from "zod";

import { emailSchema } from "@/lib/shared/email";
import { idSchema, optionalField, textSchema, versionSchema } from "@/lib/shared/schema";

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

/** One event type of theirs, and what it books. */
export type Pairing = { eventTypeId: number; serviceId: string; staffId: string | null };

const eventTypeIdSchema = z.coerce.number().int().positive().max(Number.MAX_SAFE_INTEGER);
const choiceSchema = optionalField(idSchema);

/** A form with fields for each event type (`service.7`, `person.7`) and each person (`host.<id>`). */
export const pairCalendarSchema = z
  .looseObject({ version: versionSchema })
  .transform(({ version, ...fields }, context) => {
    const pairings: Pairing[] = [];
    const hosts: { staffId: string; email: string }[] = [];
    const refuse = (name: string, message: string) => {
      context.addIssue({ code: "custom", path: [name], message });
    };
    for (const [name, value] of Object.entries(fields)) {
      const [kind = "", of = ""] = name.split(".");
      if (kind === "service") {
        const eventTypeId = eventTypeIdSchema.safeParse(of);
        const serviceId = choiceSchema.safeParse(value);
        const staffId = choiceSchema.safeParse(fields[`person.${of}`]);
        if (!eventTypeId.success || !serviceId.success) refuse(name, "choose");
        else if (!staffId.success) refuse(`person.${of}`, "choose");
        else if (serviceId.data !== undefined) {
          pairings.push({
            ...{ eventTypeId: eventTypeId.data, serviceId: serviceId.data },
            staffId: staffId.data ?? null,
          });
        }
      }
      if (kind === "host" && value !== "") {
        const email = emailSchema.safeParse(value);
        if (!idSchema.safeParse(of).success) refuse(name, "choose");
        else if (!email.success) refuse(name, "email-invalid");
        else hosts.push({ staffId: of, email: email.data });
      }
    }

    return { version, pairings, hosts };
  });
export type PairCalendar = z.output<typeof pairCalendarSchema>;

/** What a page with the connection shows. No key and no secret is among it. */
export type CalendarSettings = {
  /** Zero where there has never been a connection. */
  version: number;
  webhookUrl: string;
  connection: CalendarConnection | null;
  /** What Cal.com has to say; null where it was not asked, or does not answer. */
  there: { isSubscribed: boolean | null; eventTypes: EventTypeChoice[] } | null;
  isPaired: boolean;
  services: { id: string; name: string; durationMinutes: number }[];
  staff: { id: string; name: string; email: string }[];
  gaps: Gap[];
};

export type CalendarConnection = {
  baseUrl: string;
  account: string | null;
  status: "active" | "stopped";
  connectedAt: string;
  /** Until when the secret before this one holds. */
  previousSecretUntil: string | null;
};

/** An event type of theirs with what is paired, or suggested as long as nothing is. */
export type EventTypeChoice = EventType & { serviceId: string | null; staffId: string | null };

export type EventType = { id: number; title: string; minutes: number; hosts: string[] };

/** What is missing between the two: of each kind, whom or what it concerns. */
export type Gap = {
  kind: "service-unpaired" | "person-unpaired" | "no-host" | "other-length" | "gone";
  names: string[];
};
