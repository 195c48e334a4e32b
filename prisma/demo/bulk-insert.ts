import type { Client } from "pg";

type Value = string | number | boolean | Date | Buffer | null | object;

/** Inserts rows of equal shape in chunks of one statement each; keys are the columns' names. */
export async function bulkInsert(
  client: Client,
  table: string,
  rows: readonly Record<string, Value>[],
): Promise<void> {
  const [first] = rows;
  if (first === undefined) return;
  const columns = Object.keys(first);
  const size = Math.floor(60_000 / columns.length);

  for (let start = 0; start < rows.length; start += size) {
    const chunk = rows.slice(start, start + size);
    const places = chunk.map(
      (_row, line) =>
        `(${columns.map((_column, at) => `$${line * columns.length + at + 1}`).join(",")})`,
    );
    await client.query(
      `insert into ${table} (${columns.join(",")}) values ${places.join(",")}`,
      chunk.flatMap((row) => columns.map((column) => row[column])),
    );
  }
}
