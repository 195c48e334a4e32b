import lighthouse, { type Flags, type RunnerResult } from "lighthouse";
import { computeMedianRun } from "lighthouse/core/lib/median-run.js";
import { spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import os from "node:os";
import path from "node:path";
import { setTimeout as wait } from "node:timers/promises";
import pg from "pg";

import { manageToken } from "@/lib/appointments/service/manage-link";
import { accessSecret } from "@/lib/customer-access/service/ask-for-access";
import { openVisit } from "@/lib/customer-access/service/visit";
import { hashSecret } from "@/lib/platform/secrets";
import { createContext } from "@/lib/tenancy/context";

import { ensureBrowser } from "../scripts/find-browser.mjs";
import { startEmptyApp, startPortal } from "./support/against-empty";
import { startBenchDatabase } from "./support/bench-database";

const DEBUGGING = 9333;
/** One run tells little: the same page's blocking time is 180 ms in one and 430 ms in the next. */
const RUNS = Number(process.env["RUNS"] ?? 5);
const CATEGORIES = ["performance", "accessibility", "best-practices", "seo"] as const;
const METRICS = [
  "first-contentful-paint",
  "largest-contentful-paint",
  "total-blocking-time",
  "cumulative-layout-shift",
  "speed-index",
] as const;
const SALON = "/c/morgenlicht";

type Result = RunnerResult["lhr"];
type Subject = { name: string; path: string; cookie: string };

/** What a customer with a link, and one with a visit, would send along. */
async function subjects(ownerUrl: string): Promise<Subject[]> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const { rows } = await client.query<{ id: string; companyId: string; email: string }>(`
    select a.id, a.company_id as "companyId", c.email_normalised as email from appointments a
    join customers c on c.company_id = a.company_id and c.id = a.customer_id
    where a.status = 'confirmed' and a.version = 1 and c.email is not null
      and a.starts_at between now() + interval '5 days' and now() + interval '20 days'
    order by a.starts_at limit 1`);
  const { id = "", companyId = "", email = "" } = rows[0] ?? {};
  const link = await client.query<{ id: string }>(
    `insert into customer_access_links (company_id, email_normalised, token_hash)
     values ($1, $2, '\\x00') returning id`,
    [companyId, email],
  );
  const linkId = link.rows[0]?.id ?? "";
  const secret = accessSecret(companyId, linkId);
  await client.query("update customer_access_links set token_hash = $2 where id = $1", [
    linkId,
    hashSecret(secret),
  ]);
  await client.end();
  const ctx = createContext(companyId, { kind: "system", name: "bench" });
  const visit = `visit=${companyId}.${await openVisit(ctx, `${linkId}.${secret}`)}`;
  const manage = `manage-${id}=${companyId}.${manageToken(companyId, id, 1)}`;
  const own = `${SALON}/${id}`;

  return [
    { name: "appointment", path: own, cookie: manage },
    { name: "new time", path: `${own}/move`, cookie: manage },
    { name: "cancel", path: `${own}/cancel`, cookie: manage },
    { name: "my appointments: address", path: SALON, cookie: "" },
    { name: "my appointments: list", path: SALON, cookie: visit },
    { name: "my appointments: link over", path: `${SALON}/open`, cookie: "" },
    { name: "link over", path: `${SALON}/link`, cookie: "" },
  ];
}

async function startBrowser(): Promise<() => void> {
  const browser = await ensureBrowser({ say: console.log });
  const profile = mkdtempSync(path.join(os.tmpdir(), "lighthouse-"));
  const child = spawn(
    browser,
    [
      ...["--headless=new", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
      ...["--disable-background-networking", "--disable-component-update", "--disable-sync"],
      ...[`--remote-debugging-port=${String(DEBUGGING)}`, `--user-data-dir=${profile}`],
    ],
    { stdio: "ignore" },
  );
  const isUp = () =>
    fetch(`http://localhost:${String(DEBUGGING)}/json/version`).then(
      ({ ok }) => ok,
      () => false,
    );
  while (!(await isUp())) await wait(100);

  return () => {
    child.once("exit", () => {
      rmSync(profile, { recursive: true, force: true });
    });
    child.kill("SIGTERM");
  };
}

/**
 * Lighthouse's own mobile preset on every page that customers meet, of five runs the median as it reckons it, and what
 * it found wanting; then on an empty Next page, which says how much of it is the framework and the machine.
 */
export async function benchLighthouse(): Promise<string[]> {
  const database = await startBenchDatabase();
  const stops: (() => Promise<void> | void)[] = [database.stop];
  try {
    const { url } = await startPortal(database, stops);
    const empty = await startEmptyApp(database, [], stops);
    stops.push(await startBrowser());
    const lines: string[] = [];
    for (const subject of await subjects(database.ownerUrl)) {
      lines.push(...(await measure(url, subject)));
    }
    const baseline = { name: "an empty Next page", path: "", cookie: "" };

    return [...lines, ...(await measure(empty.url, baseline))];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}

async function measure(url: string, { name, path: page, cookie }: Subject): Promise<string[]> {
  const flags: Flags = {
    port: DEBUGGING,
    logLevel: "error",
    onlyCategories: [...CATEGORIES],
    extraHeaders: cookie === "" ? {} : { cookie },
  };
  const runs: Result[] = [];
  while (runs.length < RUNS) {
    const result = await lighthouse(`${url}${page}`, flags);
    if (result === undefined) throw new Error(`Lighthouse measured nothing at ${page}`);
    runs.push(result.lhr);
  }
  const { categories, audits } = computeMedianRun(runs) as Result;
  const scores = CATEGORIES.map((id) => {
    return `${id} ${String(Math.round((categories[id]?.score ?? 0) * 100))}`;
  });
  const wanting = CATEGORIES.filter((id) => id !== "performance").flatMap((id) =>
    (categories[id]?.auditRefs ?? [])
      .filter(({ id: audit, weight }) => weight > 0 && (audits[audit]?.score ?? 1) < 1)
      .map(({ id: audit }) => `  ${audit}: ${audits[audit]?.title ?? ""}`),
  );

  const metrics = METRICS.map((id) => `${id} ${audits[id]?.displayValue ?? "?"}`);

  return [`${name}: ${scores.join(", ")}`, `  ${metrics.join(", ")}`, ...wanting];
}
