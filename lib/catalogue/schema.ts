import * as z from "zod";

import { emailSchema } from "@/lib/shared/email";
import { phoneSchema } from "@/lib/shared/phone";
import {
  idSchema,
  isOnSchema,
  textSchema,
  timeZoneSchema,
  versionSchema,
  wholeNumberField,
} from "@/lib/shared/schema";

const titleSchema = textSchema(120)
  .min(2, { error: "title-too-short" })
  .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" });

export const SERVICE_COLOURS = [
  "accent",
  "teal",
  "blue",
  "violet",
  "rose",
  "amber",
  "green",
  "slate",
] as const;

/** Minutes between two starts that are offered. */
export const SERVICE_STEPS = [5, 10, 15, 20, 30, 60] as const;

/** A day, as PostgreSQL says too; whoever looks for what began earlier looks back as far. */
export const LONGEST_SERVICE_MINUTES = 1440;

/** `49`, `49,00` or `49.5` as integer minor units. */
const priceField = z
  .string()
  .trim()
  .regex(/^\d{1,6}([.,]\d{1,2})?$/, { error: "price" })
  .transform((price) => Math.round(Number(price.replace(",", ".")) * 100));

export const newServiceSchema = z.object({
  name: titleSchema,
  durationMinutes: wholeNumberField(5, LONGEST_SERVICE_MINUTES),
  bufferBeforeMinutes: wholeNumberField(0, 240),
  bufferAfterMinutes: wholeNumberField(0, 240),
  price: priceField,
  stepMinutes: z.coerce
    .number()
    .refine((step) => SERVICE_STEPS.some((one) => one === step), { error: "choose" }),
  colour: z.enum(SERVICE_COLOURS),
  isSelfService: isOnSchema,
});
export type NewService = z.output<typeof newServiceSchema>;

export const changeServiceSchema = newServiceSchema.extend({
  serviceId: idSchema,
  version: versionSchema,
  isActive: isOnSchema,
});
export type ChangeService = z.output<typeof changeServiceSchema>;

export type ServiceDetail = Omit<ChangeService, "serviceId" | "price"> & {
  id: string;
  priceMinor: number;
  currency: string;
  /** How many staff members perform it. */
  staffCount: number;
};

const optionalEmail = z.union([z.literal(""), emailSchema]).default("");

export const newBranchSchema = z.object({
  name: titleSchema,
  street: textSchema(120).min(1, { error: "required" }),
  postalCode: textSchema(12).min(1, { error: "required" }),
  city: textSchema(80).min(1, { error: "required" }),
  phone: phoneSchema.default(""),
  email: optionalEmail,
  timeZone: timeZoneSchema,
});
export type NewBranch = z.output<typeof newBranchSchema>;

export const changeBranchSchema = newBranchSchema.extend({
  branchId: idSchema,
  version: versionSchema,
  isActive: isOnSchema,
});
export type ChangeBranch = z.output<typeof changeBranchSchema>;

export type BranchDetail = Omit<ChangeBranch, "branchId"> & {
  id: string;
  /** Active staff members, and confirmed appointments still to come. */
  staffCount: number;
  appointmentCount: number;
};
