import process from "node:process";
import pg from "pg";

import type { Statement } from "./record-statements";

type Node = {
  "Node Type": string;
  "Relation Name"?: string;
  "Index Name"?: string;
  Plans?: Node[];
};

/** By which index each table of these statements is read, as the app's role; "WHOLE" is a table read whole. */
export async function readPlans(
  companyId: string,
  statements: readonly Statement[],
): Promise<string[]> {
  const client = new pg.Client({ connectionString: process.env["DATABASE_URL"] });
  await client.connect();
  const reads = new Set<string>();
  try {
    await client.query("begin");
    await client.query(`set local app.company_id = '${companyId}'`);
    for (const { text, values } of statements) {
      if (!/^\s*(\/\*.*\*\/)?\s*(select|with)/i.test(text)) continue;
      const { rows } = await client.query<{ "QUERY PLAN": { Plan: Node }[] }>(
        `explain (format json) ${text}`,
        values,
      );
      for (const { Plan } of rows[0]?.["QUERY PLAN"] ?? []) collect(Plan, reads);
    }
  } finally {
    await client.end();
  }

  return [...reads].sort();
}

function collect(node: Node, reads: Set<string>): void {
  const index = node["Index Name"];
  const table = node["Relation Name"];
  if (index !== undefined) reads.add(index);
  else if (node["Node Type"] === "Seq Scan" && table !== undefined) reads.add(`WHOLE ${table}`);
  for (const child of node.Plans ?? []) collect(child, reads);
}
