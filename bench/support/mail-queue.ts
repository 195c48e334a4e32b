import pg from "pg";

import { drain } from "@/lib/platform/queue/drain";
import type { Queue, QueueRow } from "@/lib/platform/queue/queue";

import { type Contender, MESSAGE } from "./mail-peers";

const COMPANIES = 100;
const SLICES_AT_ONCE = 6;

/** The engine with mails that need no drawing: what the peers have in their jobs is in our rows, too. */
const QUEUE: Queue<QueueRow, true> = {
  name: "invitation-emails",
  table: "invitation_email_queue",
  isTenant: true,
  find: (_db, rows) => Promise.resolve(new Map(rows.map(({ id }) => [id, true]))),
  render: () => Promise.resolve(MESSAGE),
  reveal: (message) => message,
  settled: () => Promise.resolve(),
};

/**
 * Ours, as the app's role with row-level security on: a hundred companies, of which one has a fifth of
 * all mails. `isWritten` leaves out the writing and freezing, which the peers do not have.
 */
export async function ownQueue(
  ownerUrl: string,
  { isWritten, concurrency }: { isWritten: boolean; concurrency: number },
): Promise<Contender & { queueOne: () => Promise<string> }> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  await client.query(
    `with named as (select 'bench-' || n as slug from generate_series(1, ${String(COMPANIES)}) n),
       company as (insert into companies (slug, name) select slug, slug from named
         on conflict do nothing returning id, slug),
       person as (insert into users (email, email_normalised, name)
         select slug || '@example.org', slug || '@example.org', slug from company returning id, name),
       member as (insert into memberships (company_id, user_id, role)
         select company.id, person.id, 'owner' from company join person on person.name = company.slug
         returning company_id, id)
     insert into user_invitations (company_id, email, email_normalised, role, invited_by, token_hash)
     select company_id, 'a@example.org', 'a@example.org', 'staff', id, '' from member`,
  );
  const insert = (count: number) => `
    insert into invitation_email_queue (company_id, invitation_id, token_generation, payload)
    select i.company_id, i.id, 1, ${isWritten ? "$1::jsonb" : "nullif($1, $1)::jsonb"}
    from generate_series(1, ${String(count)}) n
    join lateral (select case when n % 5 = 0 then 1 else 1 + n % ${String(COMPANIES)} end as number) c on true
    join companies on slug = 'bench-' || c.number
    join user_invitations i on i.company_id = companies.id
    returning company_id, id`;
  const message = JSON.stringify(MESSAGE);

  return {
    fill: async (count) => {
      await client.query("truncate invitation_email_queue");
      await client.query(insert(count), [message]);
      await client.query("analyze");
    },
    queueOne: async () => {
      const { rows } = await client.query<{ company_id: string }>(insert(1), [message]);

      return rows[0]?.company_id ?? "";
    },
    drain: async (_count, send) => {
      const all = { maxRows: Number.POSITIVE_INFINITY, slicesAtOnce: SLICES_AT_ONCE };
      await drain(QUEUE, { transport: send, concurrency, ...all });
    },
    stop: () => client.end(),
  };
}

/** From a mail's commit until the provider is asked, in milliseconds, as the action's wake-up does it. */
export async function dispatchTimes(
  queueOne: () => Promise<string>,
  count: number,
): Promise<number[]> {
  const times: number[] = [];
  for (let mail = 0; mail < count; mail += 1) {
    const companyId = await queueOne();
    const committedAt = performance.now();
    await drain(QUEUE, {
      companyId,
      transport: () => {
        times.push(performance.now() - committedAt);

        return Promise.resolve({ outcome: "accepted", providerMessageId: "re_1" });
      },
    });
  }

  return times.toSorted((one, other) => one - other);
}
