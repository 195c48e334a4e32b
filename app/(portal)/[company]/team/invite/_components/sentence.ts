export type FieldError = { type?: unknown; message?: string | undefined };

/** What zod says by itself, by its kind; the server tells the same ones apart in the same way. */
const BY_KIND: Record<string, string> = {
  invalid_type: "required",
  too_big: "too-long",
  invalid_value: "choose",
};

/**
 * A field's problem as a sentence: the server sends one, the schema a key or its own English words.
 */
export function sentence(
  error: FieldError | undefined,
  sentences: Record<string, string>,
): string | undefined {
  if (error === undefined) return undefined;
  const { type, message = "" } = error;
  const kind = typeof type === "string" ? BY_KIND[type] : undefined;

  return sentences[message] ?? (kind === undefined ? message : sentences[kind]);
}
