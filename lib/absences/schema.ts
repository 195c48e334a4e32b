import * as z from "zod";

import { daySchema, idSchema, optionalField, textSchema, versionSchema } from "@/lib/shared/schema";

/** As many appointments as one form decides about; a single day never has as many. */
export const MOST_CASES = 500;

export const ABSENCE_RANGES = ["today", "week", "days"] as const;
export const CHOICES = ["move", "ask", "cancel", "leave"] as const;
export type Choice = (typeof CHOICES)[number];

/** Who is away and when, as far as the address says it. */
export const absenceDraftSchema = z.object({
  staffId: optionalField(idSchema).catch(undefined),
  range: optionalField(z.enum(ABSENCE_RANGES)).catch(undefined),
  firstDay: optionalField(daySchema).catch(undefined),
  lastDay: optionalField(daySchema).catch(undefined),
});
export type AbsenceDraft = z.output<typeof absenceDraftSchema>;
export type AbsenceQuery = AbsenceDraft & {
  staffId: string;
  range: (typeof ABSENCE_RANGES)[number];
};

/** `move:<colleague>`, or one of the other choices. */
const choiceSchema = z.string().transform((value, context) => {
  const [choice, toStaffId] = value.split(":");
  const plain = z.enum(["ask", "cancel", "leave"]).safeParse(value);
  if (plain.success) return { choice: plain.data, toStaffId: null };
  if (choice === "move" && idSchema.safeParse(toStaffId).success && toStaffId !== undefined) {
    return { choice, toStaffId };
  }
  context.addIssue({ code: "custom", message: "choose" });

  return z.NEVER;
});

/** An appointment as the page has shown it: its version, and since when its customer is asked. */
const seenSchema = z.string().transform((value, context) => {
  const [version, askedAt = ""] = value.split("|");
  const seenVersion = versionSchema.safeParse(version);
  const seenAskedAt = z.union([z.literal(""), z.iso.datetime()]).safeParse(askedAt);
  if (seenVersion.success && seenAskedAt.success) {
    return {
      seenVersion: seenVersion.data,
      seenAskedAt: seenAskedAt.data === "" ? null : new Date(seenAskedAt.data),
    };
  }
  context.addIssue({ code: "custom", message: "invalid" });

  return z.NEVER;
});

/** What a page writes into its form for `seenSchema`. */
export function toSeen({ version, askedAt }: { version: number; askedAt: Date | null }): string {
  return `${String(version)}|${askedAt?.toISOString() ?? ""}`;
}

const CASE_FIELD = /^(seen|choice)\.([0-9a-f-]{36})$/;

/** `seen.<id>` and `choice.<id>` as one case each. */
function withCases(form: unknown): unknown {
  const cases = new Map<string, Record<string, string>>();
  for (const [name, value] of Object.entries(form as Record<string, string>)) {
    const [, field, id] = CASE_FIELD.exec(name) ?? [];
    if (field === undefined || id === undefined) continue;
    cases.set(id, { appointmentId: id, ...cases.get(id), [field]: value });
  }

  return { ...(form as object), cases: [...cases.values()] };
}

/** The form of the second step. Its id was made with the page: sent twice, it is recorded once. */
export const recordAbsenceSchema = z.preprocess(
  withCases,
  z.object({
    timeOffId: idSchema,
    staffId: idSchema,
    firstDay: daySchema,
    lastDay: daySchema,
    reason: textSchema(200).default(""),
    message: textSchema(500).min(1, { error: "required" }),
    cases: z
      .array(z.object({ appointmentId: idSchema, seen: seenSchema, choice: choiceSchema }))
      .max(MOST_CASES),
  }),
);
export type RecordAbsence = z.output<typeof recordAbsenceSchema>;

export const settleSchema = z.object({ timeOffId: idSchema });

export const retryCaseSchema = z.object({
  timeOffId: idSchema,
  caseId: idSchema,
  seen: seenSchema,
});
export type RetryCase = z.output<typeof retryCaseSchema>;
