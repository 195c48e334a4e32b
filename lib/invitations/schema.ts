import * as z from "zod";

import { nameSchema, newPasswordSchema } from "@/lib/accounts/schema";
import { emailSchema } from "@/lib/shared/email";
import {
  idSchema,
  type Locale,
  localeSchema,
  optionalField,
  textSchema,
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
/** What the form holds before parsing. */
export type InviteForm = z.input<typeof inviteSchema>;

/** A new account's name is asked for; somebody who has an account leaves it out and proves it. */
export const acceptInvitationSchema = z.discriminatedUnion("as", [
  z.object({ as: z.literal("new"), name: nameSchema, password: newPasswordSchema }),
  z.object({
    as: z.literal("existing"),
    name: z.string().default(""),
    password: z.string().min(1, { error: "required" }).max(200, { error: "password-too-long" }),
  }),
]);

export const invitationIdSchema = z.object({ invitationId: idSchema });

export const INVITATION_VALID_HOURS = 72;

export type InvitationStatus = "pending" | "accepted" | "expired" | "revoked";
export type QueueStatus = "pending" | "sent" | "failed" | "cancelled";

export type InvitationSummary = {
  id: string;
  email: string;
  role: Role;
  branch: string | null;
  status: InvitationStatus;
  invitedBy: string;
  createdAt: string;
  expiresAt: string;
  mail: { status: QueueStatus; error: string | null; nextAttemptAt: string | null } | null;
  /** When the invited person last asked for a new link. */
  linkRequestedAt: string | null;
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
