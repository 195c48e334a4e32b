import * as z from "zod";

import {
  daySchema,
  idSchema,
  instantSchema,
  optionalField,
  textSchema,
  versionSchema,
} from "@/lib/shared/schema";

export const APPOINTMENT_STATUSES = [
  "pending",
  "confirmed",
  "in_progress",
  "completed",
  "cancelled",
  "no_show",
] as const;
export type AppointmentStatus = (typeof APPOINTMENT_STATUSES)[number];

export const CANCELLATION_CATEGORIES = [
  "customer_requested",
  "staff_unavailable",
  "emergency",
  "weather",
  "business_closure",
  "other",
] as const;

const reasonSchema = textSchema(500).default("");

/** Instants arrive as ISO 8601 with an offset, e.g. from a slot's radio button. */
export const moveSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  startsAt: instantSchema.transform((iso) => new Date(iso)),
  staffId: idSchema,
  /** The customer's hold on this slot; members move without one. */
  holdId: optionalField(idSchema),
  reason: reasonSchema,
});
export type Move = z.output<typeof moveSchema>;

export const holdSlotSchema = moveSchema.pick({
  appointmentId: true,
  version: true,
  startsAt: true,
  staffId: true,
});
export type HoldSlot = z.output<typeof holdSlotSchema>;

/** A slot as the value of a radio button: `<instant>|<staff member>`. */
export const slotFieldSchema = z.string().transform((value, context) => {
  const [startsAt = "", staffId = ""] = value.split("|");
  const slot = holdSlotSchema
    .pick({ startsAt: true, staffId: true })
    .safeParse({ startsAt, staffId });
  if (slot.success) return slot.data;
  context.addIssue({ code: "custom", message: "choose" });

  return z.NEVER;
});

/** The form in which somebody chooses a slot. */
export const chooseSlotSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  slot: slotFieldSchema,
});

export const extendHoldSchema = z.object({ holdId: idSchema });

export const cancelSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  reason: reasonSchema,
  category: optionalField(z.enum(CANCELLATION_CATEGORIES)),
});
export type Cancel = z.output<typeof cancelSchema>;

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z_[0-9a-f-]{36}$/;
const isCursor = (text: string) =>
  CURSOR.test(text) &&
  !Number.isNaN(Date.parse(text.slice(0, 24))) &&
  idSchema.safeParse(text.slice(25)).success;

/** What can be chosen in the list; everything comes from the URL. */
export const appointmentFilterSchema = z.object({
  day: daySchema.optional().catch(undefined),
  staffId: optionalField(idSchema).catch(undefined),
  branchId: optionalField(idSchema).catch(undefined),
  status: optionalField(z.enum(APPOINTMENT_STATUSES)).catch(undefined),
  search: textSchema(80).default("").catch(""),
  after: optionalField(z.string().refine(isCursor)).catch(undefined),
});
export type AppointmentFilter = z.output<typeof appointmentFilterSchema>;

export type Person = { id: string; name: string };

/** One line of the list. Instants are ISO strings; times are read in `timeZone`. */
export type AppointmentSummary = {
  id: string;
  reference: string;
  version: number;
  status: AppointmentStatus;
  startsAt: string;
  endsAt: string;
  timeZone: string;
  customer: Person;
  service: Person;
  staff: Person;
  branch: Person;
};

export type Hold = {
  id: string;
  startsAt: string;
  endsAt: string;
  staff: Person;
  expiresAt: string;
  canBeExtended: boolean;
};

export type AppointmentAction =
  | "created"
  | "rescheduled"
  | "cancelled"
  | "restored"
  | "status_changed"
  | "staff_changed"
  | "service_changed";

/** The values an audit row keeps; only what changed is in it. */
export type AuditValues = {
  startsAt?: string;
  endsAt?: string;
  staff?: Person;
  service?: Person;
  status?: AppointmentStatus;
  feeMinor?: number;
  override?: string;
};

export type TimelineEntry = {
  id: string;
  action: AppointmentAction;
  version: number | null;
  actorKind: "member" | "customer" | "system";
  actorName: string;
  oldValues: AuditValues;
  newValues: AuditValues;
  reason: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  at: string;
};

/** What is said when somebody else was faster: was (what you saw), now, and who did it when. */
export type AppointmentConflict = {
  seenVersion: number;
  currentVersion: number;
  changedAt: string;
  actorKind: "member" | "customer" | "system";
  actorName: string;
  reason: string | null;
  was: Required<Pick<AuditValues, "startsAt" | "endsAt" | "staff" | "service" | "status">>;
  now: Required<Pick<AuditValues, "startsAt" | "endsAt" | "staff" | "service" | "status">>;
};
