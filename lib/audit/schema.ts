import * as z from "zod";

import { ACCOUNT_EVENTS } from "@/lib/accounts/schema";
import { APPOINTMENT_ACTIONS } from "@/lib/appointments/schema";
import { daySchema, optionalField, textSchema } from "@/lib/shared/schema";

/** What happens in a company, grouped as people look for it; `activity.json` says each in words. */
export const ACTIVITY_GROUPS = {
  invitations: [
    "invitation_created",
    "invitation_sent",
    "invitation_delivered",
    "invitation_failed",
    "invitation_bounced",
    "invitation_complained",
    "invitation_accepted",
    "invitation_revoked",
    "invitation_resent",
    "invitation_expired",
    "invitation_link_requested",
  ],
  team: [
    "user_joined",
    "user_role_changed",
    "user_branch_changed",
    "user_staff_linked",
    "user_deactivated",
    "user_reactivated",
  ],
  mail: [
    "mail_retried",
    "mail_cancelled",
    "mail_address_suppressed",
    "mail_suppression_lifted",
    "invitation_emails_processed",
    "expired_invitations_cleaned",
  ],
  company: [
    "company_created",
    "company_changed",
    "second_factor_rule_changed",
    "pilot_enabled",
    "pilot_disabled",
  ],
  setup: [
    "branch_created",
    "branch_changed",
    "branch_closed",
    "service_created",
    "service_changed",
    "staff_created",
    "staff_changed",
    "working_hours_changed",
    "time_off_added",
    "time_off_removed",
    "absence_recorded",
    "closure_added",
    "closure_removed",
    "policy_changed",
    "policy_removed",
  ],
  customers: [
    "customer_created",
    "customer_changed",
    "customers_merged",
    "customer_kept",
    "customer_released",
    "customer_erased",
    "appointments_exported",
    "import_applied",
    "import_undone",
  ],
  calendar: [
    "calcom_connected",
    "calcom_changed",
    "calcom_disconnected",
    "calcom_paired",
    "calcom_stopped",
    "calcom_resumed",
    "calcom_breaker_opened",
    "calcom_breaker_closed",
    "calcom_breaker_reset",
    "calcom_review_decided",
    "calcom_webhook_replayed",
  ],
} as const;

export type ActivityEvent = (typeof ACTIVITY_GROUPS)[keyof typeof ACTIVITY_GROUPS][number];

/** The accounts of the company's people: sign-ins, refused ones, and how they get in. */
export const SIGN_IN_GROUP = [...ACCOUNT_EVENTS, "sign_in_failed"] as const;

/** What became of appointments, from their own log: `appointment_` and the action that stands there. */
export const APPOINTMENT_GROUP = APPOINTMENT_ACTIONS.map(
  (action) => `appointment_${action}` as const,
);

export const ACTIVITY_FILTERS = [
  "appointments",
  "invitations",
  "team",
  "accounts",
  "mail",
  "company",
  "setup",
  "customers",
  "calendar",
] as const satisfies readonly (keyof typeof ACTIVITY_GROUPS | "accounts" | "appointments")[];

const CURSOR = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{6}Z_[0-9a-f-]{36}$/;

/** An address may say anything: what cannot be read filters nothing. */
export const activityFilterSchema = z.object({
  group: optionalField(z.enum(ACTIVITY_FILTERS)).catch(undefined),
  search: textSchema(80).default("").catch(""),
  from: optionalField(daySchema).catch(undefined),
  until: optionalField(daySchema).catch(undefined),
  after: optionalField(z.string().regex(CURSOR)).catch(undefined),
});
export type ActivityFilter = z.output<typeof activityFilterSchema>;

export type ActivityEntry = {
  id: string;
  event: ActivityEvent | (typeof SIGN_IN_GROUP)[number] | (typeof APPOINTMENT_GROUP)[number];
  actorKind: "member" | "customer" | "system" | "operator" | "calcom";
  actor: string;
  /** Whom or what it was about, by its present name; null when that is gone, or it is the actor. */
  subject: string | null;
  data: Record<string, string | number | null>;
  ip: string | null;
  userAgent: string | null;
  at: string;
};

export type ActivityPage = { entries: ActivityEntry[]; next: string | null };
