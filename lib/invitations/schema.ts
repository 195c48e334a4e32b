import * as z from "zod";

import { nameSchema, newPasswordSchema } from "@/lib/accounts/schema";
import { emailSchema } from "@/lib/shared/email";
import {
  idSchema,
  type Locale,
  localeSchema,
  optionalField,
  textSchema,
  versionSchema,
} from "@/lib/shared/schema";
import { type Role, ROLES } from "@/lib/tenancy/roles";

export const inviteSchema = z
  .object({
    email: emailSchema,
    role: z.enum(ROLES),
    branchId: optionalField(idSchema),
    staffId: optionalField(idSchema),
    locale: localeSchema.default("de"),
    message: textSchema(1000).default(""),
  })
  .refine(({ role, branchId }) => role !== "manager" || branchId !== undefined, {
    path: ["branchId"],
    error: "branch-required",
  });
export type Invite = z.output<typeof inviteSchema>;

/** As many as one form may invite. */
export const MOST_INVITED = 200;

const branchForManagers = {
  path: ["branchId"],
  error: "branch-required",
};

const inviteDefaults = {
  role: z.enum(ROLES).default("staff"),
  branchId: optionalField(idSchema),
  staffId: optionalField(idSchema),
  locale: localeSchema.default("de"),
  message: textSchema(1000).default(""),
};

/** What the form holds: one address or a whole list, and what is the same for all of them. */
export const inviteFormSchema = z
  .object({ addresses: textSchema(60_000), ...inviteDefaults })
  .refine(({ role, branchId }) => role !== "manager" || branchId !== undefined, branchForManagers);
export type InviteForm = z.input<typeof inviteFormSchema>;

const typedSchema = z
  .string()
  .default("")
  .transform((text) => text.trim().slice(0, 320));

/** One row as it stands in the form for corrections, not checked yet. */
const inviteRowSchema = z.object({
  email: typedSchema,
  role: typedSchema,
  branchId: typedSchema,
  staffId: typedSchema,
  locale: localeSchema.catch("de"),
});
export type InviteRow = z.output<typeof inviteRowSchema>;

const ROW_FIELD = /^(email|role|branchId|staffId|locale)\.(\d{1,3})$/;

/** A list with what is the same for all of it, or the corrected rows of a list. */
export const inviteManySchema = z.preprocess(
  withRows,
  z
    .object({
      addresses: textSchema(60_000).default(""),
      list: z.string().default(""),
      rows: z.array(inviteRowSchema).max(MOST_INVITED).nullable(),
      ...inviteDefaults,
    })
    .refine(
      ({ role, branchId, rows }) => rows !== null || role !== "manager" || branchId !== undefined,
      branchForManagers,
    ),
);
export type InviteMany = z.output<typeof inviteManySchema>;

/** `email.0`, `role.0`, `email.1` … as rows; without any of them there is no form of corrections. */
function withRows(form: unknown): unknown {
  const rows: Record<string, string>[] = [];
  for (const [name, value] of Object.entries(form as Record<string, string>)) {
    const [, field, index] = ROW_FIELD.exec(name) ?? [];
    if (field !== undefined) rows[Number(index)] = { ...rows[Number(index)], [field]: value };
  }
  const written = rows.filter(({ email = "" }) => email.trim() !== "");

  return { ...(form as object), rows: rows.length === 0 ? null : written };
}

export type RowProblem = { field: keyof InviteRow; code: string };

/** What became of a row: invited, or why not and at which field. */
export type InvitedRow = InviteRow & { problem: RowProblem | null };

export type InviteReport = { rows: InvitedRow[]; message: string };

/** A new account's name is asked for; somebody who has an account leaves it out and proves it. */
export const acceptInvitationSchema = z.discriminatedUnion("as", [
  z.object({ as: z.literal("new"), name: nameSchema, password: newPasswordSchema }),
  z.object({
    as: z.literal("existing"),
    name: z.string().default(""),
    password: z.string().min(1, { error: "required" }).max(200, { error: "password-too-long" }),
  }),
]);

export const INVITATION_VALID_HOURS = 72;

/** Where an invitation stands; an open one is as far as its e-mail is. */
export const INVITATION_STATES = [
  ...(["pending", "sent", "delivered", "bounced"] as const),
  ...(["accepted", "expired", "revoked"] as const),
] as const;
export type ListedState = (typeof INVITATION_STATES)[number];

/** An invitation as it stood on the page where the button was. */
export const seenInvitationSchema = z.object({
  invitationId: idSchema,
  generation: versionSchema,
  state: z.enum(INVITATION_STATES),
});
export type SeenInvitation = z.output<typeof seenInvitationSchema>;

export const OPEN_STATES: readonly ListedState[] = ["pending", "sent", "delivered", "bounced"];

/** `<created at, to the microsecond>_<id>` of the last invitation of a page. */
const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/;

/** What can be chosen in the list; everything comes from the URL. */
export const invitationFilterSchema = z.object({
  state: optionalField(z.enum(INVITATION_STATES)).catch(undefined),
  search: textSchema(80).default("").catch(""),
  after: optionalField(z.string().regex(CURSOR)).catch(undefined),
});
export type InvitationFilter = z.output<typeof invitationFilterSchema>;

export type MailStatus = "pending" | "sent" | "failed" | "cancelled";
export type DeliveryState =
  "delayed" | "delivered" | "complained" | "bounced" | "failed" | "suppressed";

/** The mail of an invitation's present link: what we did, and what the provider told us. */
export type InvitationMailState = {
  status: MailStatus;
  error: string | null;
  nextAttemptAt: string | null;
  delivery: DeliveryState | null;
  deliveryAt: string | null;
  deliveryDetail: string | null;
};

export type InvitationSummary = {
  id: string;
  email: string;
  role: Role;
  branch: string | null;
  state: ListedState;
  /** Which link is the present one; an action on the invitation says which one it has seen. */
  generation: number;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  /** Who accepted it, and when. */
  acceptedBy: string | null;
  acceptedAt: string | null;
  mail: InvitationMailState | null;
  /** When the invited person last asked for a new link. */
  linkRequestedAt: string | null;
};

export type InvitationPage = {
  invitations: InvitationSummary[];
  /** How many there are in each state, for the same search. */
  counts: Record<ListedState, number>;
  next: string | null;
};

export type InvitationState = "open" | "expired" | "accepted" | "revoked" | "unknown";

/** What the invited person sees; everything but the state only for those who hold the secret. */
export type InvitationView = {
  state: InvitationState;
  company: { slug: string; name: string; accentColour: string };
  details: {
    email: string;
    role: Role;
    branch: string | null;
    inviter: string;
    message: string;
    expiresAt: string;
    locale: Locale;
    hasAccount: boolean;
  } | null;
};

export type InvitationEventKind =
  | ("created" | "resent" | "revoked" | "accepted" | "expired" | "link_requested" | "opened")
  | ("queued" | "sent" | "not_sent" | "cancelled")
  | DeliveryState;

/** One line of what happened to an invitation; what nobody did has no name. */
export type InvitationEvent = {
  id: string;
  kind: InvitationEventKind;
  at: string;
  by: string | null;
  ipAddress: string | null;
  userAgent: string | null;
  /** Why a mail was not sent or not delivered, as the mail service said it. */
  detail: string | null;
};

export type InvitationDetail = InvitationSummary & {
  staff: string | null;
  locale: Locale;
  message: string;
  /** Where the person who accepted it is now. */
  membershipId: string | null;
  /** Whether whoever invited may still grant the role; if not, nobody can accept it. */
  isInviterIn: boolean;
  events: InvitationEvent[];
};
