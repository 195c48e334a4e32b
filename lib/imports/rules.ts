/** What a row of a customers' file can say; what is empty was not there. */
export type CustomerRow = {
  name: string;
  firstName: string;
  lastName: string;
  email: string;
  phone: string;
  locale: string;
  notes: string;
};

export const EMPTY_ROW: CustomerRow = {
  name: "",
  firstName: "",
  lastName: "",
  email: "",
  phone: "",
  locale: "",
  notes: "",
};

const HEADS: Record<keyof CustomerRow, readonly string[]> = {
  name: ["name", "kunde", "kundin", "kundenname", "customer", "customer name", "full name"],
  firstName: ["vorname", "first name", "firstname", "given name"],
  lastName: ["nachname", "familienname", "last name", "lastname", "surname", "family name"],
  email: ["email", "e-mail", "mail", "e-mail-adresse", "email address", "e-mail address"],
  phone: ["telefon", "telefonnummer", "tel", "mobil", "handy", "phone", "phone number", "mobile"],
  locale: ["sprache", "language", "locale"],
  notes: ["notiz", "notizen", "bemerkung", "bemerkungen", "note", "notes", "comment"],
};

const COLUMNS = new Map(
  Object.entries(HEADS).flatMap(([column, heads]) =>
    heads.map((head) => [head, column as keyof CustomerRow] as const),
  ),
);

/** Which of our columns a heading means in either language, or null for one that we leave out. */
export function columnOf(heading: string): keyof CustomerRow | null {
  return (
    COLUMNS.get(
      heading
        .replace(/^\uFEFF/, "")
        .trim()
        .toLowerCase()
        .replace(/\.$/, ""),
    ) ?? null
  );
}

/** The first of several columns that mean the same counts. */
export function columnsOf(headings: readonly string[]): (keyof CustomerRow | null)[] {
  const columns = headings.map(columnOf);

  return columns.map((column, index) => (columns.indexOf(column) === index ? column : null));
}

/** The sign between the columns: the one that the first line has most of. */
export function delimiterOf(firstLine: string): "," | ";" | "\t" {
  const count = (sign: string) => firstLine.split(sign).length;

  return ([";", ",", "\t"] as const).reduce((most, sign) =>
    count(sign) > count(most) ? sign : most,
  );
}

/** `Anna Berg`, whether it was written in one column or in two. */
export function nameOf({ name, firstName, lastName }: CustomerRow): string {
  return name === "" ? [firstName, lastName].filter((part) => part !== "").join(" ") : name;
}

/** What German spreadsheets write about a language, and the languages that there are. */
export function localeOf(word: string): "de" | "en" | null {
  if (["", "de", "deutsch", "german"].includes(word.trim().toLowerCase())) return "de";

  return ["en", "englisch", "english"].includes(word.trim().toLowerCase()) ? "en" : null;
}
