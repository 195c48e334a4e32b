import { readFileSync } from "node:fs";

/** A check that ran and reported no count is one test: passed, or failed. */
export function single(code) {
  return code === 0 ? { passed: 1, failed: 0 } : { passed: 0, failed: 1 };
}

function readCounts(kind, file) {
  const report = JSON.parse(readFileSync(file, "utf8"));
  if (kind === "vitest") return { passed: report.numPassedTests, failed: report.numFailedTests };
  const { expected, unexpected, flaky } = report.stats;

  return { passed: expected, failed: unexpected + flaky };
}

/**
 * What a test runner counted. A runner that failed counts at least one failure, whatever it reported:
 * a file that could not even be loaded has no tests in the report. One that ran no test has failed too.
 */
export function countTests(kind, { file, code }) {
  let counts;
  try {
    counts = readCounts(kind, file);
  } catch {
    return { passed: 0, failed: 1 };
  }
  const isWrong = code !== 0 || counts.passed + counts.failed === 0;

  return { passed: counts.passed, failed: Math.max(counts.failed, isWrong ? 1 : 0) };
}
