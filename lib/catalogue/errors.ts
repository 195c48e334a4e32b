import { defineError } from "@/lib/shared/errors";

export const NameTaken = defineError({
  code: "name-taken",
  kind: "conflict",
  message: "There is one of this name already.",
});

/** Params name the staff members who work there and count the appointments still to come. */
export const BranchInUse = defineError({
  code: "branch-in-use",
  kind: "conflict",
  message: "The branch is still needed.",
});
