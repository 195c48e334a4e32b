import { defineError } from "@/lib/shared/errors";

/** Issues name the fields of the hours that overlap. */
export const HoursOverlap = defineError({
  code: "hours-overlap",
  kind: "conflict",
  message: "Two stretches of working hours on one day overlap.",
});

/** Params count the appointments still to come. */
export const StaffInUse = defineError({
  code: "staff-in-use",
  kind: "conflict",
  message: "There are still appointments to come with this person.",
});

export const BranchClosed = defineError({
  code: "branch-closed",
  kind: "conflict",
  message: "This branch is closed.",
});

export const EndsBeforeStart = defineError({
  code: "ends-before-start",
  kind: "invalid",
  message: "The end is before the beginning.",
});
