import "server-only";

/** A text as a pattern that matches only itself: Prisma passes what it compares to ILIKE as it is. */
export function literalPattern(text: string): string {
  return text.replaceAll(/[\\%_]/g, String.raw`\$&`);
}
