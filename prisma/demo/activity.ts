import type { Client } from "pg";

const DEVICES = [
  "Mozilla/5.0 (iPhone; CPU iPhone OS 18_2 like Mac OS X) AppleWebKit/605.1.15 Version/18.2 Mobile Safari/604.1",
  "Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 Chrome/142.0 Safari/537.36",
  "Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 Version/18.1 Safari/605.1.15",
] as const;

/** How the company began, who signed in lately, and what the provider said of its invitations. */
export async function insertActivity(client: Client, companyId: string): Promise<void> {
  await client.query(
    `insert into activity_log (company_id, event, actor_kind, actor_id, actor_name, subject_kind, subject_id, data, created_at)
     select $1, event, 'operator', u.id, u.name, 'company', $1, data::jsonb, now() - interval '201 days' + n * interval '1 minute'
     from users u, (values (1, 'company_created', '{}'),
       (2, 'pilot_enabled', '{"note": "Erste Filialen ab Mai"}')) as began (n, event, data)
     where u.is_platform_operator`,
    [companyId],
  );
  await client.query(
    `insert into user_activity (user_id, event, actor_name, ip_address, user_agent, created_at)
     select m.user_id, 'signed_in', u.name, ('203.0.113.' || 10 + n)::inet, ($2::text[])[1 + n % 3],
       m.last_seen_at - n * interval '23 hours'
     from memberships m join users u on u.id = m.user_id, generate_series(0, 3) n
     where m.company_id = $1`,
    [companyId, DEVICES],
  );
  await client.query(
    `update invitation_email_queue set delivery_state = 'delivered', delivery_at = sent_at + interval '4 seconds'
     where company_id = $1 and status = 'sent'`,
    [companyId],
  );
}
