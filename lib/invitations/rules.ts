import type { Locale } from "@/lib/shared/schema";
import { type Role, ROLES } from "@/lib/tenancy/roles";

/** Whom a platform operator is shown to be: `Olga Oswald (Terminportal)`. */
export const OPERATOR_SUFFIX = " (Terminportal)";

/** One person of a pasted list as it was written; what is empty is as the form says. */
export type ListedPerson = {
  email: string;
  role: string;
  branch: string;
  staff: string;
  locale: string;
};

export const NOTHING_LISTED: ListedPerson = {
  email: "",
  role: "",
  branch: "",
  staff: "",
  locale: "",
};

const BRACKETED = /<([^<>]*)>/g;

/**
 * The addresses of a pasted list: lines, commas, semicolons, and `Berg, Anna <anna@example.org>` as
 * mail programs write it. What is no address stays in the list, so that it can be refused by name.
 */
export function readAddresses(text: string): string[] {
  return text
    .split(/[\n\r;\t]+/)
    .flatMap(readPart)
    .map((address) => address.trim())
    .filter((address) => address !== "");
}

function readPart(part: string): string[] {
  const bracketed = [...part.matchAll(BRACKETED)].map(([, address = ""]) => address);
  // Names around bracketed addresses may hold commas; only what looks like an address counts there.
  const around = part.replaceAll(BRACKETED, ",");
  const bare = splitBare(around).filter((piece) => bracketed.length === 0 || piece.includes("@"));

  return [...bracketed, ...bare];
}

/** Spaces separate addresses, but not the words of something that is none. */
function splitBare(text: string): string[] {
  return text.split(",").flatMap((piece) => {
    const words = piece.trim().split(/\s+/);

    return words.every((word) => word.includes("@")) ? words : [piece.trim()];
  });
}

const COLUMNS = new Map<string, keyof ListedPerson>(
  Object.entries({
    email: "email",
    "e-mail": "email",
    "e-mail-adresse": "email",
    "e-mail address": "email",
    role: "role",
    rolle: "role",
    branch: "branch",
    filiale: "branch",
    staff: "staff",
    "termine als": "staff",
    locale: "locale",
    language: "locale",
    sprache: "locale",
  }),
);

/** Which of our columns a table's heading means, or null for one that we leave out. */
export function columnOf(heading: string): keyof ListedPerson | null {
  return COLUMNS.get(heading.trim().toLowerCase()) ?? null;
}

/** The sign that separates a table's columns, or null where the first line is no heading. */
export function delimiterOf(firstLine: string): "," | ";" | "\t" | null {
  const found = ([";", "\t", ","] as const).find((sign) => firstLine.includes(sign)) ?? ",";
  const headings = firstLine.split(found).map((heading) => heading.replaceAll('"', ""));

  return headings.some((heading) => columnOf(heading) === "email") ? found : null;
}

const ROLE_WORDS = new Map<string, Role>([
  ...ROLES.map((role) => [role, role] as const),
  ["inhaberin", "owner"],
  ["inhaber", "owner"],
  ["verwaltung", "admin"],
  ["administration", "admin"],
  ["filialleitung", "manager"],
  ["branch manager", "manager"],
  ["mitarbeiterin", "staff"],
  ["mitarbeiter", "staff"],
]);

/** The role that a word of either language means, or null. */
export function roleOf(word: string): Role | null {
  return ROLE_WORDS.get(word.trim().toLowerCase()) ?? null;
}

const LANGUAGES = new Map<string, Locale>([
  ["de", "de"],
  ["deutsch", "de"],
  ["german", "de"],
  ["en", "en"],
  ["english", "en"],
  ["englisch", "en"],
]);

/** The language that a word means, or null. */
export function localeOf(word: string): Locale | null {
  return LANGUAGES.get(word.trim().toLowerCase()) ?? null;
}

/** From which network somebody came, without saying from which of its devices: `203.0.113.x`. */
export function coarseAddress(address: string): string {
  if (!address.includes(":")) return address.replace(/\d+$/, "x");
  const [head = ""] = address.split("::");

  return `${head.split(":").slice(0, 3).join(":")}:…`;
}
