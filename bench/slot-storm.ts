import process from "node:process";
import pg from "pg";

import type { Member } from "@/lib/tenancy/actor";

import { slotStorm } from "../tests/support/slot-storm";
import { startBenchDatabase } from "./support/bench-database";

const ATTEMPTS = Number(process.env["ATTEMPTS"] ?? 100_000);
const PROCESSES = 8;
const CLIENTS_EACH = 4;
const KILLS = 20;
const DAY_MS = 86_400_000;

/** The test of tests/slot-storm.db.test.ts at length: 32 clients, and processes that are killed. */
export async function benchSlotStorm(): Promise<string[]> {
  const database = await startBenchDatabase();
  const owner = new pg.Pool({ connectionString: database.ownerUrl });
  owner.on("error", () => undefined);
  try {
    const now = new Date();
    const startedAt = performance.now();
    const result = await slotStorm(owner, {
      salon: await findSalon(owner),
      now,
      starts: await freeTimes(owner, now),
      ...{ processes: PROCESSES, clientsEach: CLIENTS_EACH, attempts: ATTEMPTS, kills: KILLS },
    });
    const seconds = (performance.now() - startedAt) / 1000;

    return [
      `${String(result.attempts)} attempts by ${String(PROCESSES * CLIENTS_EACH)} clients, ${String(KILLS)} processes killed, ${seconds.toFixed(0)} s: ${String(result.done)} changes made`,
      `double bookings ${String(result.doubleBookings)}, lost updates ${String(result.lostUpdates)}, versions without their line ${String(result.unrecorded)}, untrue lines ${String(result.untrue)}, surprises ${String(result.surprises.length)}`,
      ...result.surprises.slice(0, 5),
    ];
  } finally {
    await owner.end();
    await database.stop();
  }
}

/** A branch of the demo, two of its people, and a dozen of its customers. */
async function findSalon(owner: pg.Pool) {
  const { rows } = await owner.query<{
    companyId: string;
    branchId: string;
    serviceId: string;
    staffIds: string[];
    customers: string[];
    owner: Member;
  }>(`
    select b.company_id as "companyId", b.id as "branchId", v.service_id as "serviceId",
      array_agg(distinct s.id::text) as "staffIds",
      (select array_agg(id::text) from (select id from customers x where x.company_id = b.company_id limit 12) x) as customers,
      (select json_build_object('kind', 'member', 'membershipId', m.id, 'userId', u.id, 'name', u.name, 'role', m.role,
         'branchId', null, 'staffId', null) from memberships m join users u on u.id = m.user_id
         where m.company_id = b.company_id and m.role = 'owner' limit 1) as owner
    from branches b join staff s on s.company_id = b.company_id and s.branch_id = b.id and s.is_active
    join staff_services v on v.company_id = s.company_id and v.staff_id = s.id
    where b.company_id = (select id from companies where slug = 'morgenlicht')
    group by b.company_id, b.id, v.service_id having count(distinct s.id) >= 2 limit 1`);
  const [salon] = rows;
  if (salon === undefined) throw new Error("the demo has no branch with two people");

  return { ...salon, staffIds: salon.staffIds.slice(0, 2) };
}

/** Eight times of one working day, half an hour apart, three weeks ahead. */
async function freeTimes(owner: pg.Pool, now: Date): Promise<Date[]> {
  const { rows } = await owner.query<{ day: Date }>(
    `select date_trunc('week', $1::timestamptz at time zone 'Europe/Berlin') at time zone 'Europe/Berlin' as day`,
    [new Date(now.getTime() + 21 * DAY_MS)],
  );
  const monday = rows[0]?.day.getTime() ?? Number.NaN;

  return Array.from(
    { length: 8 },
    (_none, index) => new Date(monday + (2 * 24 + 10 + index / 2) * 3_600_000),
  );
}
