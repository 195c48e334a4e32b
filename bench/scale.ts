import process from "node:process";
import pg from "pg";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { listFreeSlots } from "@/lib/appointments/service/free-slots";
import { getAppointment } from "@/lib/appointments/service/get-appointment";
import { listAppointments } from "@/lib/appointments/service/list-appointments";
import { listTimeline } from "@/lib/appointments/service/list-timeline";
import {
  manageSecret,
  manageToken,
  openManagedAppointment,
} from "@/lib/appointments/service/manage-link";
import { calendarQuerySchema } from "@/lib/calendar/schema";
import { listCalendar } from "@/lib/calendar/service/list-calendar";
import { hashSecret } from "@/lib/platform/secrets";
import type { Member } from "@/lib/tenancy/actor";
import { createContext, type TenantContext } from "@/lib/tenancy/context";

import { startBenchDatabase } from "./support/bench-database";
import { readPlans } from "./support/read-plans";
import { recordStatements } from "./support/record-statements";
import { seedCompanies } from "./support/seed-companies";

const COMPANIES = Number(process.env["COMPANIES"] ?? 1000);
const FEW = 10;
const CALLS = 400;

type Sample = { companyId: string; appointmentId: string; owner: Member };
type Page = (ctx: TenantContext, sample: Sample) => Promise<unknown>;

const PAGES: Record<string, Page> = {
  list: (ctx) => listAppointments(ctx, appointmentFilterSchema.parse({}), "Europe/Berlin"),
  "calendar week": (ctx) =>
    listCalendar(ctx, calendarQuerySchema.parse({ view: "week" }), "Europe/Berlin"),
  detail: async (ctx, { appointmentId }) => [
    await getAppointment(ctx, appointmentId),
    await listTimeline(ctx, appointmentId),
  ],
  "free times of two weeks": (ctx, { appointmentId }) => listFreeSlots(ctx, { appointmentId }),
  "manage page": (_ctx, { companyId, appointmentId }) =>
    openManagedAppointment(
      createContext(companyId, { kind: "system", name: "bench" }),
      manageToken(companyId, appointmentId, 1),
    ),
};

/**
 * What each page asks for, in a database of ten thousand and in one of a million appointments: how much
 * slower it gets, and by which indexes it is answered.
 */
export async function benchScale(): Promise<string[]> {
  const database = await startBenchDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl });
  owner.on("error", () => undefined);
  try {
    await seedCompanies(owner, { from: 1, to: FEW });
    const before = await measure(owner);
    await seedCompanies(owner, { from: FEW + 1, to: COMPANIES });
    const after = await measure(owner);
    const { rows } = await owner.query<{ n: string }>("select count(*) as n from appointments");

    return [
      `${String(FEW)}000 appointments of ${String(FEW)} companies, then ${rows[0]?.n ?? "?"} of ${String(COMPANIES)}; p95 of ${String(CALLS)} calls each`,
      ...Object.keys(PAGES).map((name) => {
        const [few = Number.NaN, many = Number.NaN] = [before.get(name), after.get(name)];

        return `${name}: ${few.toFixed(1)} ms, then ${many.toFixed(1)} ms, ratio ${(many / few).toFixed(2)} (aim: at most 1.3)`;
      }),
      ...(await plans(owner)),
    ];
  } finally {
    await owner.end();
    await database.stop();
  }
}

/** The 95th percentile of each page's time, with samples of companies all over the place. */
async function measure(owner: pg.Pool): Promise<Map<string, number>> {
  const samples = await findSamples(owner, CALLS);
  const result = new Map<string, number>();
  for (const [name, page] of Object.entries(PAGES)) {
    const times: number[] = [];
    for (const sample of samples) {
      const ctx = createContext(sample.companyId, sample.owner);
      const startedAt = performance.now();
      await page(ctx, sample);
      times.push(performance.now() - startedAt);
    }
    // The first calls prepare their statements.
    const warm = times.slice(CALLS / 10).sort((one, other) => one - other);
    result.set(name, warm[Math.floor(warm.length * 0.95)] ?? Number.NaN);
  }

  return result;
}

async function findSamples(owner: pg.Pool, count: number): Promise<Sample[]> {
  const { rows } = await owner.query<Sample>(
    `select a.company_id as "companyId", a.id as "appointmentId",
       json_build_object('kind', 'member', 'membershipId', m.id, 'userId', m.user_id, 'name', 'Bench',
         'role', 'owner', 'branchId', null, 'staffId', null) as owner
     from companies c
     join memberships m on m.company_id = c.id and m.role = 'owner'
     join lateral (select company_id, id from appointments x where x.company_id = c.id
       and x.starts_at > now() and x.status = 'confirmed' order by md5(x.id::text) limit $2) a on true
     where c.slug like 'bench-%' order by md5(a.id::text) limit $1`,
    [count, Math.ceil(count / FEW)],
  );

  // Their links are made by the app's own key, which the seeding does not know.
  for (const { companyId, appointmentId } of rows) {
    await owner.query("update appointments set link_hash = $2 where id = $1", [
      appointmentId,
      hashSecret(manageSecret(companyId, appointmentId, 1)),
    ]);
  }

  return rows;
}

async function plans(owner: pg.Pool): Promise<string[]> {
  const [sample] = await findSamples(owner, 1);
  if (sample === undefined) return [];
  const lines: string[] = [];
  for (const [name, page] of Object.entries(PAGES)) {
    const statements = await recordStatements(() =>
      page(createContext(sample.companyId, sample.owner), sample),
    );
    lines.push(`${name}: ${(await readPlans(sample.companyId, statements)).join(", ")}`);
  }

  return lines;
}
