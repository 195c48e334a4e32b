import process from "node:process";

import { connection } from "next/server";
import pg from "pg";

const pool = new pg.Pool({ connectionString: process.env.DATABASE_URL, max: 20 });

/** The least that could be done: the same statements, one after the other, and a number. */
export default async function EmptyPage() {
  await connection();
  const client = await pool.connect();
  let rows = 0;
  try {
    for (const statement of JSON.parse(process.env.BENCH_STATEMENTS ?? "[]")) {
      rows += (await client.query(statement)).rowCount ?? 0;
    }
  } finally {
    client.release();
  }

  return <p>{rows}</p>;
}
