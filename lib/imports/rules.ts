import { IMPORTED_STATUSES, type ImportedStatus } from "@/lib/imports/schema";

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
  name: [
    "name",
    "kunde",
    "kundin",
    "kundin, kunde",
    "kundenname",
    "customer",
    "customer name",
    "full name",
  ],
  firstName: ["vorname", "first name", "firstname", "given name"],
  lastName: ["nachname", "familienname", "last name", "lastname", "surname", "family name"],
  email: ["email", "e-mail", "mail", "e-mail-adresse", "email address", "e-mail address"],
  phone: ["telefon", "telefonnummer", "tel", "mobil", "handy", "phone", "phone number", "mobile"],
  locale: ["sprache", "language", "locale"],
  notes: ["notiz", "notizen", "bemerkung", "bemerkungen", "note", "notes", "comment"],
};

/** What a row of an appointments' file can say, besides whom it is for. */
export type AppointmentRow = CustomerRow & {
  date: string;
  time: string;
  start: string;
  end: string;
  minutes: string;
  service: string;
  staff: string;
  status: string;
};

export const EMPTY_APPOINTMENT_ROW: AppointmentRow = {
  ...EMPTY_ROW,
  date: "",
  time: "",
  start: "",
  end: "",
  minutes: "",
  service: "",
  staff: "",
  status: "",
};

const APPOINTMENT_HEADS: Record<keyof AppointmentRow, readonly string[]> = {
  ...HEADS,
  date: ["datum", "tag", "date", "day"],
  time: ["uhrzeit", "zeit", "von", "time", "start time", "startzeit", "from"],
  start: ["beginn", "start", "anfang", "beginnt", "begins", "starts at", "start date", "begin"],
  end: ["ende", "bis", "endet", "endzeit", "end", "ends", "end time", "ends at", "until", "to"],
  minutes: ["dauer", "dauer (min)", "dauer in minuten", "minuten", "duration", "minutes"],
  service: ["leistung", "dienstleistung", "behandlung", "service", "treatment"],
  staff: ["bei", "mitarbeiter", "mitarbeiterin", "person", "staff", "employee", "with", "provider"],
  status: ["status", "stand", "state"],
};

const plain = (heading: string) =>
  heading
    .replace(/^\uFEFF/, "")
    .trim()
    .toLowerCase()
    .replace(/[.:]$/, "");

/**
 * Which of our columns each heading means in either language; null for those that we leave out. The first
 * of several that mean the same counts.
 */
function columnsAmong<Column extends string>(
  heads: Record<Column, readonly string[]>,
  headings: readonly string[],
): (Column | null)[] {
  const columns = headings.map((heading) => {
    const entries = Object.entries(heads) as [Column, readonly string[]][];

    return entries.find(([, words]) => words.includes(plain(heading)))?.[0] ?? null;
  });

  return columns.map((column, index) => (columns.indexOf(column) === index ? column : null));
}

export function customerColumns(headings: readonly string[]): (keyof CustomerRow | null)[] {
  return columnsAmong(HEADS, headings);
}

export function appointmentColumns(headings: readonly string[]): (keyof AppointmentRow | null)[] {
  return columnsAmong(APPOINTMENT_HEADS, headings);
}

/** The sign between the columns: the one that the first line has most of. */
export function delimiterOf(firstLine: string): "," | ";" | "\t" {
  const count = (sign: string) => firstLine.split(sign).length;

  return ([";", ",", "\t"] as const).reduce((most, sign) =>
    count(sign) > count(most) ? sign : most,
  );
}

/** `Anna Berg`, whether it was written in one column or in two. */
export function nameOf({
  name,
  firstName,
  lastName,
}: Pick<CustomerRow, "name" | "firstName" | "lastName">): string {
  return name === "" ? [firstName, lastName].filter((part) => part !== "").join(" ") : name;
}

/** What German spreadsheets write about a language, and the languages that there are. */
export function localeOf(word: string): "de" | "en" | null {
  if (["", "de", "deutsch", "german"].includes(word.trim().toLowerCase())) return "de";

  return ["en", "englisch", "english"].includes(word.trim().toLowerCase()) ? "en" : null;
}

const STATUS_WORDS: Record<string, readonly string[]> = {
  pending: ["offen", "angefragt", "unbestätigt", "pending", "requested", "tentative"],
  confirmed: [
    "bestätigt",
    "gebucht",
    "fest",
    "aktiv",
    "confirmed",
    "booked",
    "active",
    "scheduled",
    "läuft gerade",
    "in progress",
  ],
  completed: ["erledigt", "abgeschlossen", "wahrgenommen", "completed", "done", "finished"],
  cancelled: ["abgesagt", "storniert", "gelöscht", "cancelled", "canceled"],
  no_show: ["nicht erschienen", "nicht gekommen", "versäumt", "no show", "no-show", "no_show"],
};

/** What a file calls a state; null where it says nothing, undefined for a word that we do not know. */
export function statusOf(word: string): ImportedStatus | null | undefined {
  const wanted = word.trim().toLowerCase();
  if (wanted === "") return null;

  return IMPORTED_STATUSES.find((status) => STATUS_WORDS[status]?.includes(wanted));
}
