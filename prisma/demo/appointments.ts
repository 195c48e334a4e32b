import type { Client } from "pg";
import { v7 as uuidV7 } from "uuid";

import { manageSecret } from "@/lib/appointments/service/manage-link";
import { hashSecret } from "@/lib/platform/secrets";
import { resolvePolicy } from "@/lib/policies/rules";

import { bulkInsert } from "./bulk-insert";
import type { Planned } from "./calendar";
import { pick } from "./random";

export type Salon = {
  companyId: string;
  staff: { id: string; branchId: string; name: string }[];
  services: { id: string; priceMinor: number }[];
  customers: { id: string; name: string }[];
};

/** What every customer was promised: the salon has set no rules of its own yet. */
const PROMISED = resolvePolicy([]);

const DAY_MS = 86_400_000;
const WEEK_MS = 7 * DAY_MS;

/**
 * Books what was planned, with the audit row of each first version. Some of next week's were booked
 * for this week at first, and their customers have moved them.
 */
export async function insertAppointments(
  client: Client,
  random: () => number,
  { salon, planned }: { salon: Salon; planned: readonly Planned[] },
): Promise<void> {
  const findCustomer = customersWithTime(random, salon);
  const rows = planned.map((booking, index) =>
    toRow(random, { salon, booking, index, customer: findCustomer(booking) }),
  );
  const inDays = ({ starts_at }: Row["appointment"]) => (starts_at.getTime() - Date.now()) / DAY_MS;
  const isMoved = ({ appointment }: Row) =>
    inDays(appointment) > 1 &&
    inDays(appointment) < 6 &&
    Number(appointment.reference.slice(-1)) < 3;

  const moved = rows.filter(isMoved);
  await book(
    client,
    moved.map((row) => shift(row, -WEEK_MS)),
  );
  await client.query(MOVE, [salon.companyId, moved.map(({ appointment }) => appointment.id)]);
  await book(
    client,
    rows.filter((row) => !isMoved(row)),
  );
}

/** Somebody who is nowhere else then, nor a week before: a move may have brought them here. */
function customersWithTime(random: () => number, { customers }: Salon) {
  const taken = new Map<string, Planned[]>();
  const isNear = (one: Planned, other: Planned) =>
    [-WEEK_MS, 0, WEEK_MS].some(
      (shift) =>
        one.startsAt.getTime() < other.endsAt.getTime() + shift &&
        other.startsAt.getTime() + shift < one.endsAt.getTime(),
    );

  return (booking: Planned) => {
    let customer = pick(random, customers);
    while (taken.get(customer.id)?.some((other) => isNear(booking, other))) {
      customer = pick(random, customers);
    }
    taken.set(customer.id, [...(taken.get(customer.id) ?? []), booking]);

    return customer;
  };
}

type Row = ReturnType<typeof toRow>;

type PlannedFor = {
  salon: Salon;
  booking: Planned;
  index: number;
  customer: Salon["customers"][number];
};

function toRow(random: () => number, { salon, booking, index, customer }: PlannedFor) {
  const { staff, service, startsAt, endsAt } = booking;
  const { companyId } = salon;
  const id = uuidV7();
  const person = pick(random, salon.staff.slice(staff, staff + 1));
  const offered = pick(random, salon.services.slice(service, service + 1));
  const bookedAt = new Date(Math.min(Date.now(), startsAt.getTime()) - random() * 20 * DAY_MS);
  const isByCustomer = random() < 0.6;

  return {
    appointment: {
      company_id: companyId,
      id,
      reference: `ML-${String(40_000 + index)}`,
      customer_id: customer.id,
      service_id: offered.id,
      staff_id: person.id,
      branch_id: person.branchId,
      starts_at: startsAt,
      ends_at: endsAt,
      time_zone: "Europe/Berlin",
      status: startsAt > new Date() && random() < 0.04 ? "pending" : "confirmed",
      price_minor: offered.priceMinor,
      policy: PROMISED,
      link_hash: hashSecret(manageSecret(companyId, id, 1)),
      created_at: bookedAt,
      last_modified_at: bookedAt,
    },
    actor: isByCustomer
      ? { actor_kind: "customer", actor_name: customer.name, actor_id: customer.id }
      : { actor_kind: "member", actor_name: person.name, actor_id: null },
  };
}

function shift({ appointment, actor }: Row, ms: number): Row {
  return {
    actor,
    appointment: {
      ...appointment,
      starts_at: new Date(appointment.starts_at.getTime() + ms),
      ends_at: new Date(appointment.ends_at.getTime() + ms),
    },
  };
}

async function book(client: Client, rows: readonly Row[]): Promise<void> {
  await bulkInsert(
    client,
    "appointments",
    rows.map(({ appointment }) => appointment),
  );
  await bulkInsert(
    client,
    "appointment_audit_logs",
    rows.map(({ appointment, actor }) => ({
      company_id: appointment.company_id,
      id: uuidV7(),
      appointment_id: appointment.id,
      version: 1,
      action: "created",
      ...actor,
      new_values: JSON.stringify({
        startsAt: appointment.starts_at.toISOString(),
        endsAt: appointment.ends_at.toISOString(),
        status: appointment.status,
      }),
      created_at: appointment.created_at,
    })),
  );
}

const MOVE = `
  with was as (
    select company_id, id, starts_at, ends_at from appointments
    where company_id = $1 and id = any ($2::uuid[])
  ), moved as (
    update appointments a set previous_starts_at = a.starts_at, rescheduled_count = 1, version = 2,
      starts_at = a.starts_at + interval '7 days', ends_at = a.ends_at + interval '7 days'
    from was where a.company_id = was.company_id and a.id = was.id
    returning a.company_id, a.id, a.customer_id, a.starts_at, a.ends_at, a.created_at,
      was.starts_at as old_start, was.ends_at as old_end
  )
  insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind, actor_id,
    actor_name, old_values, new_values, ip_address, user_agent, created_at)
  select m.company_id, m.id, 2, 'rescheduled', 'customer', c.id, c.name,
    jsonb_build_object('startsAt', m.old_start, 'endsAt', m.old_end),
    jsonb_build_object('startsAt', m.starts_at, 'endsAt', m.ends_at),
    '198.51.100.23', 'Mozilla/5.0 (iPhone; CPU iPhone OS 18_1 like Mac OS X) Safari/604.1',
    m.created_at + 0.5 * (now() - m.created_at)
  from moved m join customers c on c.company_id = m.company_id and c.id = m.customer_id`;

/** Some time after the booking, a good day before the appointment, and never later than now. */
const CANCELLED_AT =
  "a.created_at + 0.8 * (least(a.starts_at - interval '30 hours', now()) - a.created_at)";

const CHANGE = `
  with changed as (
    update appointments a set status = $2, version = version + 1,
      cancelled_at = case when $2 = 'cancelled' then ${CANCELLED_AT} end,
      cancelled_by_kind = case when $2 = 'cancelled' then 'customer' end,
      cancellation_reason = case when $2 = 'cancelled' then $3 end
    where company_id = $1 and id in (
      select id from appointments where company_id = $1 and status = 'confirmed' and starts_at < $4
        and ($2 <> 'cancelled' or version = 1 and created_at < least(starts_at - interval '30 hours', now()))
      order by md5(id::text || $2) limit $5)
    returning a.company_id, a.id, a.version, a.ends_at, a.customer_id, a.staff_id, a.cancelled_at
  )
  insert into appointment_audit_logs (company_id, appointment_id, version, action, actor_kind,
    actor_name, old_values, new_values, reason, created_at)
  select c.company_id, c.id, c.version, case when $2 = 'cancelled' then 'cancelled' else 'status_changed' end,
    case when $2 = 'cancelled' then 'customer' else 'member' end,
    case when $2 = 'cancelled' then u.name else s.name end,
    '{"status":"confirmed"}', jsonb_build_object('status', $2::text), $3,
    coalesce(c.cancelled_at, least(c.ends_at, now()))
  from changed c
  join staff s on s.company_id = c.company_id and s.id = c.staff_id
  join customers u on u.company_id = c.company_id and u.id = c.customer_id`;

/** What has become of them: some cancelled, some missed, the rest of the past completed. */
export async function letTimePass(client: Client, companyId: string): Promise<void> {
  const now = new Date();
  const soon = new Date(now.getTime() + 20 * DAY_MS);

  await client.query(CHANGE, [companyId, "cancelled", "Leider krank geworden.", soon, 180]);
  await client.query(CHANGE, [companyId, "no_show", null, new Date(now.getTime() - DAY_MS), 40]);
  await client.query(CHANGE, [companyId, "completed", null, now, 100_000]);
}
