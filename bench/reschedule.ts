import { randomUUID } from "node:crypto";
import pg from "pg";

import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import type { Member } from "@/lib/tenancy/actor";
import { createContext } from "@/lib/tenancy/context";

import { startBenchDatabase } from "./support/bench-database";
import { recordStatements, type Statement } from "./support/record-statements";
import { inTurns, throughput } from "./support/rounds";

const LANES = 16;
const SECONDS = 5;
const ROUNDS = 5;
const DAY_MS = 86_400_000;
const START = Math.ceil(Date.now() / DAY_MS) * DAY_MS + 2 * DAY_MS;

type Lane = { id: string; staffId: string; version: number };

/**
 * The time a lane's appointment moves to with its next version: always another one, over two months,
 * because a claim that returns to the same place finds its own dead index entries there.
 */
function nextTime(version: number): Date {
  const day = 1 + (version % 60);
  const quarter = Math.floor(version / 60) % 80;

  return new Date(START + day * DAY_MS + quarter * 15 * 60_000);
}

/** An appointment for each lane, each with a staff member of its own. */
async function prepareLanes(
  ownerUrl: string,
): Promise<{ companyId: string; actor: Member; lanes: Lane[] }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const { rows: owners } = await client.query<Member & { companyId: string }>(`
    select m.company_id as "companyId", m.id as "membershipId", u.id as "userId", u.name, 'member' as kind,
      m.role, null as "branchId", null as "staffId"
    from memberships m join users u on u.id = m.user_id join companies c on c.id = m.company_id
    where m.role = 'owner' and c.slug = 'morgenlicht'`);
  const [actor] = owners;
  if (actor === undefined) throw new Error("the demo has no owner");
  await client.query(
    `
    insert into staff (company_id, branch_id, name)
    select company_id, id, 'Lane ' || n from (select company_id, id from branches where company_id = $1 limit 1) b,
      generate_series(1, ${String(LANES + 1)}) n`.replace("$1", `'${actor.companyId}'`),
  );
  // The two months may have holidays in them.
  await client.query("delete from closures");
  await client.query(`
    insert into staff_working_hours (company_id, staff_id, weekday, opens_minute, closes_minute)
    select company_id, id, d, 0, 1440 from staff, generate_series(1, 7) d where name like 'Lane %'`);
  const { rows } = await client.query<{ id: string; staffId: string }>(
    `with lane as (
       select *, row_number() over (order by id) as n from staff where name like 'Lane %'),
     someone as (select company_id, id, row_number() over (partition by company_id order by id) as n from customers),
     booked as (
       insert into appointments (company_id, reference, customer_id, service_id, staff_id, branch_id,
         starts_at, ends_at, time_zone, price_minor)
       select s.company_id, right(s.id::text, 12), c.id,
         (select id from services where company_id = s.company_id limit 1), s.id, s.branch_id,
         $1, $1::timestamptz + interval '45 minutes', 'Europe/Berlin', 4900
       from lane s join someone c on c.company_id = s.company_id and c.n = s.n
       returning company_id, id, staff_id),
     audited as (
       insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_name)
       select company_id, id, 1, 'created', 'system', 'Bench' from booked)
     select id, staff_id as "staffId" from booked`,
    [nextTime(0)],
  );
  await client.end();
  return {
    companyId: actor.companyId,
    actor,
    lanes: rows.map((lane) => ({ ...lane, version: 1 })),
  };
}

/** Throughput of the service at 16 at a time against its own statements, said by hand with pg. */
export async function benchReschedule(): Promise<string[]> {
  const database = await startBenchDatabase();
  try {
    const { companyId, actor, lanes } = await prepareLanes(database.ownerUrl);
    const byService = async (lane: Lane) => {
      await rescheduleAppointment(createContext(companyId, actor), {
        appointmentId: lane.id,
        version: lane.version,
        startsAt: nextTime(lane.version),
        staffId: lane.staffId,
        holdId: undefined,
        reason: "",
      });
      lane.version += 1;
    };
    const model = laneAt(lanes, LANES);
    // A version that no other value of the statements happens to equal.
    while (model.version < 58) await byService(model);
    const before = { ...model };
    const statements = await recordStatements(() => byService(model));
    const pool = new pg.Pool({ connectionString: database.env["DATABASE_URL"], max: 20 });
    const byHand = (lane: Lane) => replay(pool, statements, { from: before, to: lane });
    const run = (work: (lane: Lane) => Promise<void>) => () =>
      throughput(LANES, SECONDS, (number) => work(laneAt(lanes, number)));
    await run(byService)();
    const { service = 0, hand = 0 } = await inTurns(ROUNDS, {
      service: run(byService),
      hand: run(byHand),
    });
    await pool.end();

    return [
      `rescheduleAppointment: ${service.toFixed(0)}/s, the same ${String(statements.length)} statements with pg: ${hand.toFixed(0)}/s, ratio ${(service / hand).toFixed(2)} (aim: 0.40)`,
      ...statements.map(({ text }, index) => `  ${String(index + 1)}. ${summary(text)}`),
    ];
  } finally {
    await database.stop();
  }
}

function laneAt(lanes: readonly Lane[], number: number): Lane {
  const lane = lanes[number];
  if (lane === undefined) throw new Error("more lanes than appointments");

  return lane;
}

function summary(text: string): string {
  return text.replaceAll(/\s+/g, " ").trim().slice(0, 90);
}

/** The recorded call once more, for another appointment at its own version and times. */
async function replay(
  pool: pg.Pool,
  statements: readonly Statement[],
  { from, to }: { from: Lane; to: Lane },
): Promise<void> {
  const swapped = new Map<unknown, unknown>([
    [from.id, to.id],
    [from.staffId, to.staffId],
    [from.version, to.version],
    [from.version + 1, to.version + 1],
  ]);
  const shift = nextTime(to.version).getTime() - nextTime(from.version).getTime();
  const value = (old: unknown): unknown => {
    if (swapped.has(old)) return swapped.get(old);
    if (old instanceof Date) return new Date(old.getTime() + shift);
    if (typeof old !== "string") return old;
    // Prisma writes instants as text; the mails of a call have ids of their own.
    if (/^\d{4}-\d\d-\d\d[T ][\d:.]+/.test(old))
      return new Date(Date.parse(old) + shift).toISOString();

    return old.startsWith('[{"id"')
      ? old.replaceAll(/"id":"[^"]+"/g, () => `"id":"${randomUUID()}"`)
      : old;
  };
  const client = await pool.connect();
  try {
    for (const { values, ...statement } of statements) {
      await client.query({ ...statement, values: values.map(value) });
    }
    to.version += 1;
  } catch (error) {
    await client.query("rollback");
    throw error;
  } finally {
    client.release();
  }
}
