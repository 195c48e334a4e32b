import { describe, expect, it } from "vitest";
import * as z from "zod";

import { textSchema } from "@/lib/shared/schema";
import { InvalidInput, parseInput } from "@/lib/web/parse-input";

function issuesOf(schema: z.ZodType, value: unknown) {
  try {
    parseInput(schema, value);
  } catch (error) {
    expect(error).toBeInstanceOf(InvalidInput);

    return (error as InstanceType<typeof InvalidInput>).issues;
  }

  return [];
}

describe("parseInput", () => {
  it("gives back what the schema makes of the input", () => {
    expect(parseInput(z.object({ name: z.string().trim() }), { name: " Anna ", more: 1 })).toEqual({
      name: "Anna",
    });
  });

  it.each([
    ["a missing field", z.string(), undefined, "required"],
    ["an empty field", z.string().min(1), "", "required"],
    ["a short one", z.string().min(3), "ab", "too-short"],
    ["a long one", z.string().max(3), "abcd", "too-long"],
    ["a choice that there is not", z.enum(["a", "b"]), "c", "choose"],
    ["a pattern", z.uuid(), "x", "invalid"],
    ["the schema's own sentence", z.email({ error: "email-invalid" }), "x", "email-invalid"],
    ["control characters", textSchema(10), "a\u0007", "unreadable-text"],
    ["half a character", textSchema(10), "a\uD800", "unreadable-text"],
  ])("names the sentence for %s", (_what, field, value, message) => {
    expect(issuesOf(z.object({ field }), { field: value })).toEqual([{ path: ["field"], message }]);
  });

  it("names every field that is wrong", () => {
    const schema = z.object({ name: z.string(), inside: z.object({ age: z.number() }) });

    expect(issuesOf(schema, { inside: {} }).map(({ path }) => path)).toEqual([
      ["name"],
      ["inside", "age"],
    ]);
  });
});
