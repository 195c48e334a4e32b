import * as z from "zod";

/** In small letters, as PostgreSQL writes it: an id is compared, and names a company to the database. */
export const idSchema = z.uuid().toLowerCase();
export const slugSchema = z.string().regex(/^[a-z0-9-]{2,63}$/);
export const localeSchema = z.enum(["de", "en"]);
export type Locale = z.infer<typeof localeSchema>;

/** The version a person was looking at: a hidden form field, or `If-Match` in the API. */
export const versionSchema = z.coerce.number<number | string>().int().positive().max(2_147_483_647);
export const instantSchema = z.iso.datetime({ offset: true });

/** A calendar day that an appointment can have; an address may say anything. */
export const daySchema = z.iso.date().refine((day) => day >= "1970-01-01" && day < "2200-01-01");

/** A time of day as browsers send it. */
export const timeSchema = z.string().regex(/^([01]\d|2[0-3]):[0-5]\d$/, { error: "time" });

/** PostgreSQL cannot store U+0000, and nobody types control characters on purpose. */
const CONTROL_CHARACTERS = /[\u0000-\u0008\u000B\u000C\u000E-\u001F\u007F]/u;

/** Browsers send CRLF, files and other programs what they like: it is one line end. */
const LINE_END = /\r\n?/g;

/** One line or paragraph a person typed: trimmed, NFC, lines ended by LF, without control characters. */
export function textSchema(maxLength: number) {
  return z
    .string()
    .overwrite((text) => text.replaceAll(LINE_END, "\n"))
    .trim()
    .normalize("NFC")
    .max(maxLength)
    .refine((text) => !CONTROL_CHARACTERS.test(text) && text.isWellFormed(), {
      error: "unreadable-text",
    });
}

/** An empty form field is no value. */
export function optionalField<Schema extends z.ZodType>(schema: Schema) {
  return z.preprocess((value) => (value === "" ? undefined : value), schema.optional());
}

/** Every zone the runtime knows, by its IANA name: an offset is none. */
export const timeZoneSchema = z.string().refine((zone) => {
  if (!/^[A-Za-z]/.test(zone)) return false;
  try {
    return new Intl.DateTimeFormat("en", { timeZone: zone }).resolvedOptions().timeZone !== "";
  } catch {
    return false;
  }
});

/** A ticked box, or a choice of "on". */
export const isOnSchema = z.preprocess((value) => value === "on" || value === true, z.boolean());

/** A whole number that somebody types; an empty field is not zero. */
export function wholeNumberField(min: number, max: number) {
  return z.preprocess(
    (value) => (value === "" ? undefined : value),
    z.coerce
      .number()
      .int({ error: "number-out-of-range" })
      .min(min, { error: "number-out-of-range" })
      .max(max, { error: "number-out-of-range" }),
  );
}
