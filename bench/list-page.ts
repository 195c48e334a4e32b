import { encode } from "next-auth/jwt";
import pg from "pg";

import { appointmentFilterSchema } from "@/lib/appointments/schema";
import { listAppointments } from "@/lib/appointments/service/list-appointments";
import { getNavigationCounts } from "@/lib/dashboard/service/get-navigation-counts";
import { createContext, createVisitorContext } from "@/lib/tenancy/context";
import { findMember } from "@/lib/tenancy/find-member";

import { compare, type Page, startEmptyApp, startPortal, warmUp } from "./support/against-empty";
import { type BenchDatabase, startBenchDatabase } from "./support/bench-database";
import { recordStatements, type Statement } from "./support/record-statements";

const SLUG = "morgenlicht";

type Owner = {
  userId: string;
  name: string;
  email: string;
  sessionEpoch: number;
  sessionId: string;
};

/** The company's owner, with a session as the sign-in page would open it. */
async function signIn(ownerUrl: string): Promise<Owner> {
  const client = new pg.Client(ownerUrl);
  await client.connect();
  const { rows } = await client.query<Owner>(
    `with owner as (
       select u.id, u.name, u.email, u.session_epoch from users u
       join memberships m on m.user_id = u.id and m.role = 'owner'
       join companies c on c.id = m.company_id and c.slug = $1 limit 1
     ), opened as (
       insert into user_sessions (user_id, expires_at)
       select id, now() + interval '1 day' from owner returning id
     )
     select owner.id as "userId", name, email, session_epoch as "sessionEpoch", opened.id as "sessionId"
     from owner, opened`,
    [SLUG],
  );
  await client.end();
  const [found] = rows;
  if (found === undefined) throw new Error("the demo has no owner");

  return found;
}

/** What frame and list ask the database for. */
function statementsOf(session: Owner): Promise<Statement[]> {
  return recordStatements(async () => {
    const found = await findMember(createVisitorContext(session.userId), { session, slug: SLUG });
    if (found === null) throw new Error("the owner is no member");
    const ctx = createContext(found.company.id, found.member);
    await getNavigationCounts(ctx);
    await listAppointments(ctx, appointmentFilterSchema.parse({}), found.company.timeZone);
  });
}

async function openList(url: string, { env }: BenchDatabase, session: Owner): Promise<Page> {
  const { userId, name, email, sessionEpoch, sessionId } = session;
  const token = await encode({
    token: { sub: userId, name, email, epoch: sessionEpoch, sid: sessionId },
    secret: env["AUTH_SECRET"] ?? "",
  });

  return {
    url: `${url}/${SLUG}/appointments`,
    headers: { cookie: `next-auth.session-token=${token}` },
  };
}

/** The staff's list of appointments, and an empty Next page that says the same statements. */
export async function benchListPage(): Promise<string[]> {
  const database = await startBenchDatabase();
  const stops: (() => Promise<void> | void)[] = [database.stop];
  try {
    const session = await signIn(database.ownerUrl);
    const { url } = await startPortal(database, stops);
    const page = await openList(url, database, session);
    await warmUp(page);
    const empty = await startEmptyApp(database, await statementsOf(session), stops);

    return [`list page: ${await compare(page, empty)}`];
  } finally {
    for (const stop of stops.reverse()) await stop();
  }
}
