import * as z from "zod";

import type { SyncState } from "@/lib/calcom/schema";
import {
  daySchema,
  idSchema,
  instantSchema,
  optionalField,
  textSchema,
  timeSchema,
  timeZoneSchema,
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
/** Whether the customer gets a mail about it: staff choose, and the choice is audited. */
const notifySchema = z
  .enum(["yes", "no"])
  .transform((choice) => choice === "yes")
  .optional();

/** Instants arrive as ISO 8601 with an offset, e.g. from a slot's radio button. */
/** What the customer's page said that the change costs. */
const seenFeeSchema = optionalField(z.coerce.number().int().min(0));

export const moveSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  startsAt: instantSchema.transform((iso) => new Date(iso)),
  staffId: idSchema,
  /** The customer's hold on this slot; members move without one. */
  holdId: optionalField(idSchema),
  seenFeeMinor: seenFeeSchema,
  reason: reasonSchema,
  notify: notifySchema,
});
export type Move = z.output<typeof moveSchema>;

/** Whose appointment stands in the way of a move, for those who may see it. */
export type Occupant = { customer: string; startsAt: string; endsAt: string };

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

/** A time that somebody types instead of choosing it: on the venue's clock, within its hours or not. */
const typedTimeSchema = z.object({
  day: daySchema,
  time: timeSchema,
  timeZone: timeZoneSchema,
  staffId: idSchema,
});
export type TypedTime = z.output<typeof typedTimeSchema>;

export const moveToSchema = moveSchema
  .pick({ appointmentId: true, version: true, reason: true, notify: true })
  .extend(typedTimeSchema.shape);

export const extendHoldSchema = z.object({ holdId: idSchema });

export const cancelSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  reason: reasonSchema,
  category: optionalField(z.enum(CANCELLATION_CATEGORIES)),
  seenFeeMinor: seenFeeSchema,
  notify: notifySchema,
});
export type Cancel = z.output<typeof cancelSchema>;

/** What staff say of an appointment besides moving and cancelling it. */
export const STEPS = ["confirm", "start", "complete", "no-show", "restore"] as const;
export type Step = (typeof STEPS)[number];

/** A step that staff take with an appointment as they see it. */
export const stepSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  step: z.enum(STEPS),
  reason: reasonSchema,
  notify: notifySchema,
});
export type TakeStep = z.output<typeof stepSchema>;

export const changeServiceSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  serviceId: idSchema,
  reason: reasonSchema,
  notify: notifySchema,
});
export type ChangeService = z.output<typeof changeServiceSchema>;

export const notesSchema = z.object({
  appointmentId: idSchema,
  /** What was there when the person began to type: nobody writes over a colleague's note. */
  seenNotes: textSchema(2000).default(""),
  notes: textSchema(2000).default(""),
});
export type ChangeNotes = z.output<typeof notesSchema>;

export const askNewTimeSchema = z.object({
  appointmentId: idSchema,
  version: versionSchema,
  reason: reasonSchema,
});
export type AskNewTime = z.output<typeof askNewTimeSchema>;

/** What a new appointment is for; the slot comes after it. */
export const offerSchema = z.object({
  customerId: idSchema,
  serviceId: idSchema,
  branchId: idSchema,
});
export type Offer = z.output<typeof offerSchema>;

const wantedSchema = moveSchema.pick({ startsAt: true, staffId: true });

export const holdNewSchema = offerSchema.extend(wantedSchema.shape);
export type HoldNew = z.output<typeof holdNewSchema>;

export const bookSchema = holdNewSchema.extend({
  holdId: optionalField(idSchema),
  notes: textSchema(2000).default(""),
  reason: reasonSchema,
  notify: notifySchema,
});
export type Book = z.output<typeof bookSchema>;

export const bookAtSchema = offerSchema
  .extend(typedTimeSchema.shape)
  .extend(bookSchema.pick({ notes: true, reason: true, notify: true }).shape);

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/;
const isCursor = (text: string) =>
  CURSOR.test(text) &&
  !Number.isNaN(Date.parse(text.slice(0, 27))) &&
  idSchema.safeParse(text.slice(28)).success;
const cursorSchema = optionalField(z.string().refine(isCursor)).catch(undefined);

export const SPAN_NAMES = ["day", "week", "month"] as const;
export type SpanName = (typeof SPAN_NAMES)[number];

/** What can be chosen in the list; everything comes from the URL. Who searches, searches all times. */
export const appointmentFilterSchema = z.object({
  day: optionalField(daySchema).catch(undefined),
  until: optionalField(daySchema).catch(undefined),
  branchId: optionalField(idSchema).catch(undefined),
  staffId: optionalField(idSchema).catch(undefined),
  serviceId: optionalField(idSchema).catch(undefined),
  status: optionalField(z.enum(APPOINTMENT_STATUSES)).catch(undefined),
  search: textSchema(80).default("").catch(""),
  /** The line that a page follows, or comes before. */
  after: cursorSchema,
  before: cursorSchema,
});
export type AppointmentFilter = z.output<typeof appointmentFilterSchema>;

export type Person = { id: string; name: string };

/** One line of the list. Instants are ISO strings; times are read in `timeZone`. */
export type AppointmentSummary = {
  id: string;
  reference: string;
  version: number;
  status: AppointmentStatus;
  /** How it stands with the calendar of its staff member. */
  syncStatus: SyncState;
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

export const APPOINTMENT_ACTIONS = [
  "created",
  "imported",
  "import_undone",
  "customer_changed",
  "notes_changed",
  "new_time_requested",
  "link_rotated",
  "link_revoked",
  "rescheduled",
  "cancelled",
  "restored",
  "status_changed",
  "staff_changed",
  "service_changed",
  "calcom_synced",
  "calcom_sync_failed",
] as const;
export type AppointmentAction = (typeof APPOINTMENT_ACTIONS)[number];

/** Who can stand in the log of an appointment. */
export const LOG_ACTORS = ["member", "customer", "system", "calcom"] as const;
export type LogActor = (typeof LOG_ACTORS)[number];

/** The values an audit row keeps; only what changed is in it. */
export type AuditValues = {
  startsAt?: string;
  endsAt?: string;
  staff?: Person;
  service?: Person;
  status?: AppointmentStatus;
  feeMinor?: number;
  priceMinor?: number;
  customer?: Person;
  override?: string;
  /** False where somebody chose not to tell the customer. */
  notified?: boolean;
};

export type TimelineEntry = {
  id: string;
  action: AppointmentAction;
  version: number | null;
  actorKind: LogActor;
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
  actorKind: LogActor;
  actorName: string;
  reason: string | null;
  was: Required<Pick<AuditValues, "startsAt" | "endsAt" | "staff" | "service" | "status">>;
  now: Required<Pick<AuditValues, "startsAt" | "endsAt" | "staff" | "service" | "status">>;
};

/** The generation of the link that the person who renews or ends it has seen. */
export const changeLinkSchema = z.object({ appointmentId: idSchema, generation: versionSchema });
export type ChangeLink = z.output<typeof changeLinkSchema>;
