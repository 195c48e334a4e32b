import { createRequire } from "node:module";
import { beforeAll, describe, expect, it } from "vitest";

import { lawful, offences } from "@/tests/support/offences";
import { judge, type Violation } from "@/tests/support/trial-project";

type Configuration = { forbidden: { name: string; severity: string }[] };

const { forbidden } = createRequire(import.meta.url)("../.dependency-cruiser.cjs") as Configuration;

/** The lawful project with every offence in it, each in a file of its own beside the lawful one. */
function unlawful(): Record<string, string[]> {
  const files = Object.fromEntries(Object.entries(lawful).map(([file, list]) => [file, [...list]]));
  for (const { file, imports } of offences) (files[file] ??= []).push(imports);

  return files;
}

let violations: Violation[] = [];

beforeAll(() => {
  violations = judge(unlawful());
}, 60_000);

describe("the layer rules", () => {
  it("allow every import that the architecture draws", () => {
    expect(judge(lawful)).toEqual([]);
  }, 60_000);

  it("are all errors, and each has an offence here that it must catch", () => {
    expect(forbidden.filter(({ severity }) => severity !== "error")).toEqual([]);
    expect(forbidden.map(({ name }) => name).sort()).toEqual(
      [...new Set(offences.map(({ rule }) => rule))].sort(),
    );
  });

  it.each(offences)("$rule: $file may not import $imports", ({ rule, file, imports }) => {
    const target = imports.replace(/^(@|\.|node:)\/?/, "").replace(/\.tsx?$/, "");
    const caught = violations.filter(
      ({ from, to, rule: { name } }) => name === rule && from === file && to.includes(target),
    );

    expect(caught.length).toBeGreaterThan(0);
  });
});
