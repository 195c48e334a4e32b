import * as z from "zod";

import type { AppointmentSummary } from "@/lib/appointments/schema";
import { emailSchema } from "@/lib/shared/email";
import { phoneSchema } from "@/lib/shared/phone";
import {
  idSchema,
  type Locale,
  localeSchema,
  optionalField,
  textSchema,
  timeZoneSchema,
  versionSchema,
} from "@/lib/shared/schema";

/** Everything comes from the URL; `after` is the last customer of the page before. */
export const customerFilterSchema = z.object({
  search: textSchema(80).default("").catch(""),
  after: optionalField(idSchema).catch(undefined),
});
export type CustomerFilter = z.output<typeof customerFilterSchema>;

export const newCustomerSchema = z.object({
  name: textSchema(120)
    .min(2, { error: "title-too-short" })
    .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" }),
  email: z.union([z.literal(""), emailSchema]).default(""),
  phone: phoneSchema.default(""),
  locale: localeSchema,
  timeZone: timeZoneSchema,
  notes: textSchema(2000).default(""),
});
export type NewCustomer = z.output<typeof newCustomerSchema>;

/** The form's id was made with the page: sent twice, it adds one. */
export const createCustomerSchema = newCustomerSchema.extend({
  customerId: optionalField(idSchema),
});
export type CreateCustomer = NewCustomer & Partial<z.output<typeof createCustomerSchema>>;

export const changeCustomerSchema = newCustomerSchema.extend({
  customerId: idSchema,
  version: versionSchema,
});
export type ChangeCustomer = z.output<typeof changeCustomerSchema>;

/** Which one stays, which one goes into it, and what the page had shown of both. */
export const mergeCustomersSchema = z.object({
  customerId: idSchema,
  version: versionSchema,
  otherId: idSchema,
  otherVersion: versionSchema,
});
export type MergeCustomers = z.output<typeof mergeCustomersSchema>;

export const ERASURE_REASONS = ["requested", "retention_over"] as const;

/** For good, so it is said twice: by the box, and by the button. */
export const eraseCustomerSchema = z.object({
  customerId: idSchema,
  version: versionSchema,
  because: z.enum(ERASURE_REASONS, { error: "choose" }),
  isFinal: z.literal("on", { error: "choose" }),
});
export type EraseCustomer = z.output<typeof eraseCustomerSchema>;

/** An empty reason lifts it. */
export const keepCustomerSchema = z.object({
  customerId: idSchema,
  version: versionSchema,
  reason: textSchema(300).default(""),
});
export type KeepCustomer = z.output<typeof keepCustomerSchema>;

export type CustomerSummary = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  appointmentCount: number;
  nextAt: Date | null;
  lastAt: Date | null;
};

export type CustomerPage = { customers: CustomerSummary[]; next: string | null };

export type Duplicate = {
  id: string;
  name: string;
  email: string | null;
  phone: string | null;
  because: "email" | "phone" | "name";
};

/** Links that went to an address which is theirs no more, and the mails with new ones. */
export type MergeOutlook = { from: string; to: string; mails: number };

export type CustomerDetail = Omit<ChangeCustomer, "customerId"> & {
  id: string;
  createdAt: string;
  locale: Locale;
  /** Why the data must be kept although somebody asked for their erasure; empty for nearly everybody. */
  retentionHold: string;
  /** Nothing but the appointments is left. */
  erasedAt: string | null;
  appointmentCount: number;
  /** Soonest first, as far as the member may see them. */
  upcoming: AppointmentSummary[];
  /** Latest first. */
  past: AppointmentSummary[];
  /** For those who may merge. */
  duplicates: Duplicate[];
};
