import { parse } from "csv-parse/sync";
import { describe, expect, it } from "vitest";

import { csvAmount, writeCsv } from "@/lib/platform/csv";
import { localeSchema } from "@/lib/shared/schema";

const columns = [
  { key: "name", header: "Name" },
  { key: "price", header: "Preis" },
];

describe("a table for a spreadsheet", () => {
  it("is divided by semicolons where the comma is the decimals'", () => {
    const table = (locale: "de" | "en") =>
      writeCsv([{ name: "Anna", price: csvAmount(6200, locale) }], { columns, locale });

    expect(table("de")).toBe("\uFEFFName;Preis\r\nAnna;62,00\r\n");
    expect(table("en")).toBe("\uFEFFName,Preis\r\nAnna,62.00\r\n");
  });

  it.each(localeSchema.options)(
    "keeps what divides columns and lines inside a field, in %s",
    (locale) => {
      const name = 'Anna "die Große"; Berg, Tal\nzweite Zeile';
      const table = writeCsv([{ name, price: null }], { columns, locale });
      const delimiter = locale === "de" ? ";" : ",";

      expect(parse(table, { bom: true, columns: true, delimiter })).toEqual([
        { Name: name, Preis: "" },
      ]);
    },
  );

  it.each(localeSchema.options)("lets nothing that was typed be a formula, in %s", (locale) => {
    for (const name of ["=1+1", "+1", "-2+3", "@SUM(A1)", "＝1"]) {
      expect(writeCsv([{ name, price: "" }], { columns, locale })).toContain(`\r\n'${name}`);
    }
  });
});
