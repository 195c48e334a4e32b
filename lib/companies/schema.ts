import * as z from "zod";

import { nameSchema, newPasswordSchema } from "@/lib/accounts/schema";
import { emailSchema } from "@/lib/shared/email";
import { phoneSchema } from "@/lib/shared/phone";
import {
  idSchema,
  isOnSchema,
  localeSchema,
  slugSchema,
  textSchema,
  timeZoneSchema,
  versionSchema,
} from "@/lib/shared/schema";

/** First parts of addresses that are pages of ours. */
export const RESERVED_SLUGS = new Set([
  ...["account", "api", "c", "closed", "companies", "confirm-email", "favicon-ico"],
  ...["forgot-password", "health", "i", "icon-svg", "mailbox", "my", "platform"],
  ...["reset-password", "robots-txt", "setup", "sign-in", "sitemap-xml", "static", "www"],
]);

const newSlugSchema = slugSchema
  .refine((slug) => !RESERVED_SLUGS.has(slug), { error: "slug-reserved" })
  .refine((slug) => !slug.startsWith("-") && !slug.endsWith("-"));

const companyNameSchema = textSchema(120)
  .min(2, { error: "name-too-short" })
  .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" });

export const createCompanySchema = z.object({
  name: companyNameSchema,
  slug: newSlugSchema,
  locale: localeSchema.default("de"),
  ownerEmail: emailSchema,
  isPilot: isOnSchema,
});
export type CreateCompany = z.output<typeof createCompanySchema>;

export const setUpSchema = z.object({
  companyName: companyNameSchema,
  slug: newSlugSchema,
  name: nameSchema,
  email: emailSchema,
  password: newPasswordSchema,
  locale: localeSchema.default("de"),
});
export type SetUp = z.output<typeof setUpSchema>;

export const inviteOwnerSchema = z.object({ companyId: idSchema, ownerEmail: emailSchema });
export const enablePilotSchema = z.object({
  companyId: idSchema,
  notes: textSchema(2000).default(""),
});
export const disablePilotSchema = z.object({
  companyId: idSchema,
  reason: textSchema(2000).min(3, { error: "reason-required" }),
});

export const companySettingsSchema = z.object({
  name: companyNameSchema,
  phone: phoneSchema.default(""),
  email: z.union([z.literal(""), emailSchema]).default(""),
  openingHoursNote: textSchema(200).default(""),
  /** The clock of its day: what is "today" on its pages, and what a new branch begins with. */
  timeZone: timeZoneSchema,
  /** Of whom nobody knows which language they read. */
  locale: localeSchema,
  accentColour: z
    .string()
    .toLowerCase()
    .regex(/^#[0-9a-f]{6}$/, { error: "colour" }),
  isSecondFactorRequired: isOnSchema,
  /** How long before an appointment its customer is reminded; 0: not at all. */
  reminderHours: z.coerce.number<number | string>().int().min(0).max(168),
  /** Hours of the customer's clock between which nobody is reminded; equal ones: no quiet hours. */
  quietFromHour: z.coerce.number<number | string>().int().min(0).max(23),
  quietUntilHour: z.coerce.number<number | string>().int().min(0).max(23),
  version: versionSchema,
});
export type CompanySettings = z.output<typeof companySettingsSchema>;

export type CompanySummary = {
  id: string;
  slug: string;
  name: string;
  isPilot: boolean;
  createdAt: string;
};

export type CompanyDetail = CompanySummary & {
  timeZone: string;
  locale: string;
  pilotEnabledAt: string | null;
  pilotEnabledBy: string | null;
  pilotNotes: string | null;
  activeMembers: number;
  owners: { name: string; email: string; lastSeenAt: string | null }[];
  openOwnerInvitations: { email: string; expiresAt: string }[];
  appointmentsAhead: number;
  failedMails: number;
  history: {
    event: string;
    actor: string;
    note: string | null;
    at: string;
  }[];
};
