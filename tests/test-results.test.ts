import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { afterAll, describe, expect, it } from "vitest";

import { countTests } from "@/scripts/test-results.mjs";

const folder = mkdtempSync(path.join(os.tmpdir(), "portal-results-"));

function report(content: object): string {
  const file = path.join(folder, "report.json");
  writeFileSync(file, JSON.stringify(content));

  return file;
}

afterAll(() => {
  rmSync(folder, { recursive: true });
});

describe("the count of the test command", () => {
  it("adds up what the runners report", () => {
    const vitest = report({ numPassedTests: 41, numFailedTests: 2 });
    expect(countTests("vitest", { file: vitest, code: 1 })).toEqual({ passed: 41, failed: 2 });

    const playwright = report({ stats: { expected: 7, unexpected: 1, flaky: 1, skipped: 3 } });
    expect(countTests("playwright", { file: playwright, code: 1 })).toEqual({
      passed: 7,
      failed: 2,
    });
  });

  it("counts a runner that failed without a failed test", () => {
    const file = report({ numPassedTests: 41, numFailedTests: 0 });

    expect(countTests("vitest", { file, code: 1 })).toEqual({ passed: 41, failed: 1 });
  });

  it("counts a runner that ran nothing, or reported nothing, as a failure", () => {
    const file = report({ numPassedTests: 0, numFailedTests: 0 });

    expect(countTests("vitest", { file, code: 0 })).toEqual({ passed: 0, failed: 1 });
    expect(countTests("vitest", { file: `${file}.missing`, code: 0 })).toEqual({
      passed: 0,
      failed: 1,
    });
  });
});
