import * as z from "zod";

import {
  daySchema,
  idSchema,
  isOnSchema,
  optionalField,
  textSchema,
  timeSchema,
  versionSchema,
} from "@/lib/shared/schema";
import { type Hours, toMinute } from "@/lib/staff/rules";

const titleSchema = textSchema(120)
  .min(2, { error: "title-too-short" })
  .refine((name) => !/[\t\r\n\u2028\u2029]/u.test(name), { error: "unreadable-text" });

export const WEEKDAYS = [1, 2, 3, 4, 5, 6, 7] as const;
/** Before and after a break. */
export const STRETCHES = [0, 1] as const;

/** The form's id was made with the page: sent twice, it adds one. */
export const newStaffSchema = z.object({
  staffId: optionalField(idSchema),
  name: titleSchema,
  branchId: idSchema,
});
export type NewStaff = Partial<z.output<typeof newStaffSchema>> & {
  name: string;
  branchId: string;
};

const SERVICE_FIELD = /^service\.([0-9a-f-]{36})$/;

/** Each ticked `service.<id>` is one that the person performs. */
function withServices(form: unknown): unknown {
  const services = Object.keys(form as object)
    .map((name) => SERVICE_FIELD.exec(name)?.[1])
    .filter((id) => id !== undefined);

  return { ...(form as object), services };
}

export const changeStaffSchema = z.preprocess(
  withServices,
  z.object({
    staffId: idSchema,
    version: versionSchema,
    name: titleSchema,
    branchId: idSchema,
    isActive: isOnSchema,
    services: z.array(idSchema).max(500),
  }),
);
export type ChangeStaff = z.output<typeof changeStaffSchema>;

const optionalTime = z.union([z.literal(""), timeSchema]).default("");

/** `opens.<weekday>.<stretch>` and `closes.…`, both or neither. */
export const workingHoursSchema = z
  .looseObject({ staffId: idSchema, version: versionSchema })
  .transform(({ staffId, version, ...fields }, context) => {
    const hours: Hours[] = [];
    for (const weekday of WEEKDAYS) {
      for (const stretch of STRETCHES) {
        const key = `${String(weekday)}.${String(stretch)}`;
        const opens = optionalTime.safeParse(fields[`opens.${key}`]);
        const closes = optionalTime.safeParse(fields[`closes.${key}`]);
        const refuse = (field: "opens" | "closes", message: string) =>
          context.addIssue({ code: "custom", path: [`${field}.${key}`], message });
        if (!opens.success) refuse("opens", "time");
        if (!closes.success) refuse("closes", "time");
        if (!opens.success || !closes.success) continue;
        if (opens.data === "" && closes.data === "") continue;
        if (opens.data === "") refuse("opens", "required");
        else if (closes.data === "") refuse("closes", "required");
        else if (toMinute(opens.data) >= toMinute(closes.data, true))
          refuse("closes", "ends-before-start");
        else
          hours.push({
            weekday,
            opensMinute: toMinute(opens.data),
            closesMinute: toMinute(closes.data, true),
          });
      }
    }

    return { staffId, version, hours };
  });
export type ChangeWorkingHours = z.output<typeof workingHoursSchema>;

export const timeOffSchema = z.object({
  staffId: idSchema,
  firstDay: daySchema,
  lastDay: daySchema,
  from: optionalTime,
  until: optionalTime,
  reason: textSchema(200).default(""),
});
export type NewTimeOff = z.output<typeof timeOffSchema>;

export const removeTimeOffSchema = z.object({ staffId: idSchema, timeOffId: idSchema });
export type RemoveTimeOff = z.output<typeof removeTimeOffSchema>;

export const closureSchema = z
  .object({
    name: titleSchema,
    firstDay: daySchema,
    lastDay: daySchema,
    branchId: optionalField(idSchema),
  })
  .refine(({ firstDay, lastDay }) => firstDay <= lastDay, {
    path: ["lastDay"],
    error: "ends-before-start",
  })
  .refine(
    ({ firstDay, lastDay }) => Date.parse(lastDay) - Date.parse(firstDay) <= 366 * 86_400_000,
    { path: ["lastDay"], error: "longer-than-a-year" },
  );
export type NewClosure = z.output<typeof closureSchema>;

export const removeClosureSchema = z.object({ closureId: idSchema });

type Named = { id: string; name: string };

export type StaffSummary = Named & {
  branch: Named;
  isActive: boolean;
  serviceCount: number;
  /** In a week without holidays. */
  weeklyMinutes: number;
  /** The next or present one; null when there is none. */
  timeOff: { startsAt: string; endsAt: string } | null;
  timeZone: string;
};

export type TimeOff = {
  id: string;
  startsAt: string;
  endsAt: string;
  reason: string | null;
  /** Appointments that fall into it, and the first of them. */
  appointmentCount: number;
  firstAppointmentAt: string | null;
};

export type StaffDetail = Named & {
  version: number;
  isActive: boolean;
  branchId: string;
  timeZone: string;
  services: string[];
  hours: Hours[];
  /** Present and to come, soonest first. */
  timeOff: TimeOff[];
  choices: { branches: Named[]; services: Named[] };
};

export type Closure = Named & {
  branch: string | null;
  firstDay: string;
  lastDay: string;
  appointmentCount: number;
};
