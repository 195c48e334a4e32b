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
  "made-again",
  "not-offered",
] as const;
export type ReviewProblem = (typeof REVIEW_PROBLEMS)[number];

/** How an appointment stands with the calendar of its staff member. */
export type SyncState = "not_connected" | "pending" | "synced" | "failed" | "manual_review";

/** What waits longer than this is no moment's delay any more. */
export const LATE_MINUTES = 15;

/** Whether the calendar says something else than the appointment, or may. */
export function isOutOfStep(state: SyncState): boolean {
  return state !== "not_connected" && state !== "synced";
}

/** What a customer is told about it: that it goes by itself, or that somebody has to look at it; null where there is nothing to tell. */
export function newsForCustomer(state: SyncState): "pending" | "unsettled" | null {
  if (!isOutOfStep(state)) return null;

  return state === "pending" ? "pending" : "unsettled";
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

type Fields = Record<string, unknown>;
type Refuse = (name: string, message: string) => null;

function readPairing(fields: Fields, name: string, refuse: Refuse): Pairing | null {
  const [, of = ""] = name.split(".");
  const eventTypeId = eventTypeIdSchema.safeParse(of);
  const serviceId = choiceSchema.safeParse(fields[name]);
  const staffId = choiceSchema.safeParse(fields[`person.${of}`]);
  if (!eventTypeId.success || !serviceId.success) return refuse(name, "choose");
  if (!staffId.success) return refuse(`person.${of}`, "choose");
  if (serviceId.data === undefined) return null;

  return {
    ...{ eventTypeId: eventTypeId.data, serviceId: serviceId.data },
    staffId: staffId.data ?? null,
  };
}

function readHost(fields: Fields, name: string, refuse: Refuse) {
  if (fields[name] === "") return null;
  const staffId = idSchema.safeParse(name.split(".")[1]);
  const email = emailSchema.safeParse(fields[name]);
  if (!staffId.success) return refuse(name, "choose");

  return email.success
    ? { staffId: staffId.data, email: email.data }
    : refuse(name, "email-invalid");
}

/** A form with fields for each event type (`service.7`, `person.7`) and each person (`host.<id>`). */
export const pairCalendarSchema = z
  .looseObject({ version: versionSchema })
  .transform(({ version, ...fields }, context) => {
    const refuse: Refuse = (name, message) => {
      context.addIssue({ code: "custom", path: [name], message });

      return null;
    };
    const named = (kind: string) => Object.keys(fields).filter((name) => name.startsWith(kind));

    return {
      version,
      pairings: named("service.").flatMap((name) => readPairing(fields, name, refuse) ?? []),
      hosts: named("host.").flatMap((name) => readHost(fields, name, refuse) ?? []),
    };
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

/** An appointment that is out of step, as the page has shown it: which side is to count. */
export const settleDriftSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  side: z.enum(["ours", "theirs"]),
});
export type SettleDrift = z.output<typeof settleDriftSchema>;

/** A booking that nobody here can place: an appointment it is, one that it becomes, or nothing. */
export const decideReviewSchema = z.object({
  reviewId: idSchema,
  decision: z.enum(["link", "import", "ignore"]),
  reference: textSchema(32).default(""),
});
export type DecideReview = z.output<typeof decideReviewSchema>;

export const replayWebhookSchema = z.object({ webhookId: idSchema });
