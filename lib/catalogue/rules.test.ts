import { expect, it } from "vitest";

import { missingStep, SET_UP_STEPS } from "@/lib/catalogue/rules";

const having = (...steps: string[]) => ({
  ...{ branch: steps.includes("branch"), service: steps.includes("service") },
  ...{ staff: steps.includes("staff"), offer: steps.includes("offer") },
});

it.each([
  ["nothing", [], "branch"],
  ["a service alone", ["service"], "branch"],
  ["a branch", ["branch"], "service"],
  ["people without services", ["branch", "staff"], "service"],
  ["a branch and a service", ["branch", "service"], "staff"],
  ["people who perform nothing", ["branch", "service", "staff"], "offer"],
  ["everything", SET_UP_STEPS, null],
])("of a company with %s, says what comes next", (_what, steps, missing) => {
  expect(missingStep(having(...steps))).toBe(missing);
});
