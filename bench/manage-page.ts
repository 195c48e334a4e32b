import { readFileSync } from "node:fs";
import { gzipSync } from "node:zlib";
import pg from "pg";

import { manageToken, openManagedAppointment } from "@/lib/appointments/service/manage-link";
import { createContext } from "@/lib/tenancy/context";

import { compare, type Page, startEmptyApp, startPortal, warmUp } from "./support/against-empty";
import { startBenchDatabase } from "./support/bench-database";
import { recordStatements } from "./support/record-statements";

async function someAppointment(ownerUrl: string): Promise<{ id: string; companyId: string }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string; companyId: string }>(`
    select id, company_id as "companyId" from appointments
    where status = 'confirmed' and starts_at > now() + interval '5 days' order by starts_at limit 1`);
  await client.end();
  const [found] = rows;
  if (found === undefined) throw new Error("the demo has no appointment ahead");

  return found;
}

/** The customer's page, and an empty Next page that says the same statements to the database. */
export async function benchManagePage(): Promise<string[]> {
  const database = await startBenchDatabase();
  const stops: (() => Promise<void> | void)[] = [database.stop];
  try {
    const { id, companyId } = await someAppointment(database.ownerUrl);
    const token = manageToken(companyId, id, 1);
    const { url, pid } = await startPortal(database, stops);
    const page: Page = {
      url: `${url}/c/morgenlicht/${id}`,
      headers: { cookie: `manage-${id}=${companyId}.${token}` },
    };
    await warmUp(page);
    const megabytes = residentMegabytes(pid);
    const statements = await recordStatements(async () => {
      const ctx = createContext(companyId, { kind: "system", name: "bench" });
      await openManagedAppointment(ctx, token);
    });
    const empty = await startEmptyApp(database, statements, stops);
    const rates = await compare(page, empty);
    const [ours, theirs] = [await scriptBytes(page), await scriptBytes(empty)];

    return [
      `manage page: ${rates}`,
      `first-load JavaScript (gzip): ${String(ours)} B, empty app ${String(theirs)} B, ratio ${(ours / theirs).toFixed(3)} (aim: at most 1.15)`,
      `server memory after 1,000 requests: ${String(megabytes)} MB (aim: at most 350)`,
    ];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

/** Every script that the page's HTML asks for, compressed as a server would. */
async function scriptBytes({ url, headers }: Page): Promise<number> {
  const html = await (await fetch(url, { headers })).text();
  const sources = new Set(
    [...html.matchAll(/<script[^>]+src="([^"]+)"/g)].map(([, source = ""]) => source),
  );
  let bytes = 0;
  for (const source of sources) {
    const script = await (await fetch(new URL(source, url))).arrayBuffer();
    bytes += gzipSync(Buffer.from(script), { level: 6 }).length;
  }

  return bytes;
}

function residentMegabytes(pid: number): number {
  const status = readFileSync(`/proc/${String(pid)}/status`, "utf8");

  return Math.round(Number(/VmRSS:\s+(\d+)/.exec(status)?.[1] ?? "0") / 1024);
}
