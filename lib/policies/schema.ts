import * as z from "zod";

/** A change with less than `withinMinutes` of notice costs `percent` of the price. */
export const feeTierSchema = z.object({
  withinMinutes: z.int().positive(),
  percent: z.int().min(0).max(100),
});

/** What a company lets its customers do by themselves, resolved to plain values. */
export const policySchema = z.object({
  rescheduleNoticeMinutes: z.int().min(0),
  cancelNoticeMinutes: z.int().min(0),
  maxDaysAhead: z.int().min(1),
  maxReschedules: z.int().min(0),
  maxCancellations30Days: z.int().min(0),
  isReasonRequired: z.boolean(),
  feeTiers: z.array(feeTierSchema),
});

export type Policy = z.infer<typeof policySchema>;

/** One row of `appointment_policies`: for one place, with only the values it sets. */
export type PolicyRow = {
  branchId: string | null;
  serviceId: string | null;
  staffId: string | null;
} & { [Key in keyof Policy]: Policy[Key] | null };

export const POLICY_FIELDS = [
  "rescheduleNoticeMinutes",
  "cancelNoticeMinutes",
  "maxDaysAhead",
  "maxReschedules",
  "maxCancellations30Days",
  "isReasonRequired",
  "feeTiers",
] as const satisfies readonly (keyof Policy)[];

/** What one place sets itself; null is taken from the less specific one. */
export type PolicyValues = { [Key in keyof Policy]: Policy[Key] | null };

/** For whom a rule is: `company`, or `service-<id>` for an exception. */
export const policyScopeSchema = z
  .string()
  .regex(/^(company|(branch|service|staff)-[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12})$/)
  .transform((scope) => ({
    kind: scope.split("-")[0] as "company" | "branch" | "service" | "staff",
    id: scope === "company" ? null : scope.slice(scope.indexOf("-") + 1),
  }));
export type PolicyScope = z.output<typeof policyScopeSchema>;

/** Zero is what there is before anybody has set anything. */
const policyVersion = z.coerce.number<number | string>().int().min(0).max(2_147_483_647);

function emptyIsNull<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" || value === undefined ? null : value), schema);
}

const numberOrNull = (min: number, max: number) =>
  emptyIsNull(
    z
      .union(
        [
          z.null(),
          z
            .string()
            .regex(/^\d{1,6}$/)
            .transform(Number),
        ],
        {
          error: "number-out-of-range",
        },
      )
      .refine((value) => value === null || (value >= min && value <= max), {
        error: "number-out-of-range",
      }),
  );

/** Hours with decimals, as minutes; nobody asks for more than a year of notice. */
const hoursOrNull = emptyIsNull(
  z
    .union(
      [
        z.null(),
        z
          .string()
          .regex(/^\d{1,4}([.,]\d{1,2})?$/)
          .transform((hours) => Math.round(Number(hours.replace(",", ".")) * 60)),
      ],
      { error: "hours" },
    )
    .refine((minutes) => minutes === null || minutes <= 8760 * 60, {
      error: "number-out-of-range",
    }),
);

export const FEE_ROWS = [0, 1, 2, 3] as const;

const policyFields = z.looseObject({
  scope: policyScopeSchema,
  version: policyVersion,
  rescheduleHours: hoursOrNull,
  cancelHours: hoursOrNull,
  maxDaysAhead: numberOrNull(1, 730),
  maxReschedules: numberOrNull(0, 1000),
  maxCancellations30Days: numberOrNull(0, 1000),
  isReasonRequired: emptyIsNull(
    z.union([z.null(), z.enum(["on", "off"]).transform((choice) => choice === "on")]),
  ),
  fees: z.enum(["inherit", "none", "tiers"]).default("inherit"),
});

/** The form of one rule: empty fields set nothing, `tierHours.<n>` and `tierPercent.<n>` are fees. */
export const policyFormSchema = policyFields.transform((form, context) => {
  const { scope, version, rescheduleHours, cancelHours, fees, isReasonRequired } = form;
  const values: PolicyValues = {
    rescheduleNoticeMinutes: rescheduleHours,
    cancelNoticeMinutes: cancelHours,
    maxDaysAhead: form.maxDaysAhead,
    maxReschedules: form.maxReschedules,
    maxCancellations30Days: form.maxCancellations30Days,
    isReasonRequired,
    feeTiers: fees === "inherit" ? null : [],
  };
  if (fees === "tiers") values.feeTiers = readTiers(form, context);

  return { scope, version, values };
});
export type PolicyForm = z.output<typeof policyFormSchema>;

/** The same form to be tried: what was typed, as it may stand in an address. */
export const triedRuleSchema = z.record(z.string(), z.string()).check((context) => {
  const { error } = policyFormSchema.safeParse(context.value);
  for (const { path, message } of error?.issues ?? []) {
    context.issues.push({ code: "custom", path, message, input: context.value });
  }
});

function readTiers(form: Record<string, unknown>, context: z.RefinementCtx): Policy["feeTiers"] {
  const refuse = (field: string, message: string) =>
    context.addIssue({ code: "custom", path: [field], message });
  const percent = numberOrNull(0, 100);
  const tiers = FEE_ROWS.flatMap((row) => {
    const [hoursField, percentField] = [`tierHours.${String(row)}`, `tierPercent.${String(row)}`];
    const hours = hoursOrNull.safeParse(form[hoursField]);
    const share = percent.safeParse(form[percentField]);
    if (!hours.success || hours.data === 0) refuse(hoursField, "hours");
    if (!share.success) refuse(percentField, "number-out-of-range");
    if (!hours.success || !share.success || (hours.data === null && share.data === null)) return [];
    if (hours.data === null) refuse(hoursField, "required");
    if (share.data === null) refuse(percentField, "required");
    if (hours.data === null || share.data === null) return [];

    return [{ withinMinutes: hours.data, percent: share.data, hoursField }];
  });
  for (const [index, { withinMinutes, hoursField }] of tiers.entries()) {
    const isTwice = tiers.slice(0, index).some((tier) => tier.withinMinutes === withinMinutes);
    if (isTwice) refuse(hoursField, "tier-twice");
  }
  if (tiers.length === 0) refuse("tierHours.0", "required");

  return tiers
    .map(({ withinMinutes, percent: share }) => ({ withinMinutes, percent: share }))
    .sort((one, other) => other.withinMinutes - one.withinMinutes);
}

export const removePolicySchema = z.object({ scope: policyScopeSchema, version: policyVersion });
export type RemovePolicy = z.output<typeof removePolicySchema>;

export type RuleException = {
  /** As it stands in addresses. */
  scope: string;
  kind: "branch" | "service" | "staff";
  name: string;
  fields: (keyof Policy)[];
};

export type Rules = {
  exceptions: RuleException[];
  /** What has no exception yet. */
  choices: { kind: RuleException["kind"]; scope: string; name: string }[];
};

export type Rule = {
  scope: string;
  /** The company's own name for what holds for everybody. */
  name: string;
  version: number;
  values: PolicyValues;
  /** What holds where a field is left empty. */
  inherited: Policy;
};
