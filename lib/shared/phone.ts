import { textSchema } from "@/lib/shared/schema";

/** Fewer are an extension, and E.164 allows no more; `is_phone` in the database says the same. */
const FEWEST_DIGITS = 5;
const MOST_DIGITS = 15;

const NUMBER =
  /^(\+?[0-9 ()/.-]+?)(?: ?(?:ext\.?|x|app\.?|apparat|dw|durchwahl|#) ?([0-9]{1,6}))?$/i;

/** Address books put marks around a number that nobody sees, and dashes and spaces of their own. */
function plain(phone: string): string {
  return phone
    .replaceAll(/\p{Cf}/gu, "")
    .replaceAll(/\p{Pd}|\u2212/gu, "-")
    .replaceAll(/\s+/gu, " ")
    .trim();
}

/** What a telephone can dial, or nothing. */
export const phoneSchema = textSchema(40)
  .overwrite(plain)
  .refine((phone) => phone === "" || phoneHref(phone) !== null, { error: "phone-invalid" });

/** Where a number leads that is tapped on (RFC 3966); null for what was once written in its place. */
export function phoneHref(phone: string): string | null {
  const [, main = "", extension] = NUMBER.exec(phone) ?? [];
  const count = main.replaceAll(/\D/g, "").length;
  if (count < FEWEST_DIGITS || count > MOST_DIGITS) return null;
  // The zero in `+49 (0)30` is for those who do not dial the country.
  const abroad = main.startsWith("+") ? main.replace(/\( ?0 ?\)/, "") : main;
  const dialled = abroad.replaceAll(/[^+\d]/g, "");

  return `tel:${dialled}${extension === undefined ? "" : `;ext=${extension}`}`;
}
