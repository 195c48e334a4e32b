/** As much of a text as is kept: no sign of it is cut in two, and none is in it that PostgreSQL cannot store. */
export function shortened(text: string, length: number): string {
  return text.replaceAll("\0", "").slice(0, length).toWellFormed();
}
