import type * as z from "zod";

import { defineError, type FieldIssue } from "@/lib/shared/errors";

export const InvalidInput = defineError({
  code: "invalid-input",
  kind: "invalid",
  message: "Please check the highlighted fields.",
});

/** Parses what a caller sent. A schema that fails anywhere else is our bug, not their input. */
export function parseInput<Schema extends z.ZodType>(
  schema: Schema,
  value: unknown,
): z.output<Schema> {
  const result = schema.safeParse(value);
  if (!result.success) throw new InvalidInput({ issues: result.error.issues.map(toFieldIssue) });

  return result.data;
}

const KEY = /^[a-z]+(-[a-z]+)*$/;

/** A schema's own error is the key of a sentence; what zod says by itself is told by its kind. */
export function toFieldIssue(issue: z.core.$ZodIssue): FieldIssue {
  const { path, message } = issue;
  if (KEY.test(message)) return { path, message };

  switch (issue.code) {
    case "invalid_type":
      return { path, message: "required" };
    case "too_big":
      return { path, message: "too-long" };
    case "too_small":
      return { path, message: issue.minimum === 1 ? "required" : "too-short" };
    case "invalid_value":
      return { path, message: "choose" };
    default:
      return { path, message: "invalid" };
  }
}
