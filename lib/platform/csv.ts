import "server-only";

import { stringify } from "csv-stringify/sync";

import type { Locale } from "@/lib/shared/schema";

type Table = {
  columns: readonly { key: string; header: string }[];
  locale: Locale;
};

/**
 * A table for a spreadsheet, divided as the reader's one expects it: where the comma is the decimals', columns are
 * divided by semicolons. What people have typed is written so that no spreadsheet takes it for a formula; the mark at
 * the start makes Excel read it as UTF-8.
 */
export function writeCsv(
  lines: readonly Record<string, string | null>[],
  { columns, locale }: Table,
): string {
  return stringify([...lines], {
    bom: true,
    header: true,
    columns: [...columns],
    delimiter: locale === "de" ? ";" : ",",
    escape_formulas: true,
    record_delimiter: "windows",
  });
}

/** `62,00`: an amount as a spreadsheet reads it as a number, without its currency. */
export function csvAmount(minor: number, locale: Locale): string {
  const amount = (minor / 100).toFixed(2);

  return locale === "de" ? amount.replace(".", ",") : amount;
}
