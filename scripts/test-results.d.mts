export type Counts = { passed: number; failed: number };

export function single(code: number): Counts;
export function countTests(
  kind: "vitest" | "playwright",
  run: { file: string; code: number },
): Counts;
