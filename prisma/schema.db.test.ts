import { readFileSync } from "node:fs";
import { describe, expect, it } from "vitest";

import { owner } from "@/tests/support/database";

type Column = { name: string; type: string; isNullable: boolean };

const TYPES: Record<string, string> = {
  uuid: "String",
  text: "String",
  inet: "String",
  integer: "Int",
  smallint: "Int",
  bigint: "BigInt",
  boolean: "Boolean",
  date: "DateTime",
  jsonb: "Json",
  bytea: "Bytes",
  "timestamp with time zone": "DateTime",
  tstzrange: "Unsupported",
  tstzmultirange: "Unsupported",
};

const MODEL = /^model \w+ \{\n([\s\S]*?)^\}/gm;
const FIELD = /^ {2}(\w+)\s+(\w+)(?:\("[^"]+"\))?(\??)(\[\])?\s*(.*)$/;
const SCALARS = new Set(Object.values(TYPES));

/** The tables of schema.prisma: scalar fields under their column names. */
function mirrored(): Record<string, Column[]> {
  const schema = readFileSync("prisma/schema.prisma", "utf8");

  return Object.fromEntries(
    [...schema.matchAll(MODEL)].map(([, body = ""]) => [
      /@@map\("(\w+)"\)/.exec(body)?.[1] ?? "",
      body.split("\n").flatMap((line) => {
        const [, field = "", type = "", optional = "", list, rest = ""] = FIELD.exec(line) ?? [];
        if (!SCALARS.has(type) || list !== undefined || rest.includes("@relation")) return [];

        return [
          { name: /@map\("(\w+)"\)/.exec(rest)?.[1] ?? field, type, isNullable: optional === "?" },
        ];
      }),
    ]),
  );
}

async function existing(): Promise<Record<string, Column[]>> {
  const { rows } = await owner.query<Column & { table: string }>(`
    select table_name as table, column_name as name, data_type as type, is_nullable = 'YES' as "isNullable"
    from information_schema.columns
    where table_schema = 'public' and table_name <> '_prisma_migrations'
    order by table_name, ordinal_position`);
  const tables: Record<string, Column[]> = {};
  for (const { table, name, type, isNullable } of rows) {
    (tables[table] ??= []).push({ name, type: TYPES[type] ?? type, isNullable });
  }

  return tables;
}

describe("schema.prisma", () => {
  it("mirrors every table and column that the migrations make", async () => {
    expect(mirrored()).toEqual(await existing());
  });
});
