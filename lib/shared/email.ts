import * as z from "zod";

/**
 * The one way an address is compared, everywhere: NFKC, trimmed, lower case.
 * `Ａnna@Example.org ` and `anna@example.org` are one person.
 */
export function normaliseEmail(email: string): string {
  return email.normalize("NFKC").trim().toLowerCase();
}

export const emailSchema = z
  .string()
  .transform((email) => email.normalize("NFKC").trim())
  .pipe(z.email({ error: "email-invalid" }).max(254));

/** Enough for its owner to recognise and for nobody else to use: `m•••@example.org`. */
export function maskEmail(email: string): string {
  const at = email.lastIndexOf("@");

  return `${email.slice(0, 1)}•••${email.slice(at)}`;
}
