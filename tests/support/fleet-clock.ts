import { vi } from "vitest";

import { owner } from "./database";

export type FleetClock = {
  set: (date: Date) => Promise<void>;
  advance: (ms: number) => Promise<void>;
};

/**
 * One clock for PostgreSQL (as the app's role sees it), for this process and for a simulator within it. It stands ahead of
 * the real one by as much as a test has let pass. To be called before the app has opened a connection.
 */
export async function installClock(startsAt: Date): Promise<FleetClock> {
  const { rows } = await owner.query<{ name: string }>("select current_database() as name");
  await owner.query(`
    create schema fleet;
    create table fleet.clock (ahead interval not null);
    create function fleet.now() returns timestamptz language sql stable as
      'select pg_catalog.now() + ahead from fleet.clock';
    create function fleet.clock_timestamp() returns timestamptz language sql volatile as
      'select pg_catalog.clock_timestamp() + ahead from fleet.clock';
    grant usage on schema fleet to portal_app;
    grant select on fleet.clock to portal_app;
    alter role portal_app in database "${rows[0]?.name ?? ""}" set search_path = fleet, pg_catalog, public`);
  vi.useFakeTimers({ toFake: ["Date"], shouldAdvanceTime: false });
  let ahead = startsAt.getTime() - realNow();
  const set = async () => {
    await owner.query("delete from fleet.clock");
    await owner.query("insert into fleet.clock values (make_interval(secs => $1))", [ahead / 1000]);
    vi.setSystemTime(realNow() + ahead);
  };
  await set();

  return {
    set: async (date) => {
      ahead = date.getTime() - realNow();
      await set();
    },
    advance: async (ms) => {
      ahead += ms;
      await set();
    },
  };
}

/** Whatever the clock of a test says. */
function realNow(): number {
  return Math.round(performance.timeOrigin + performance.now());
}
