import { afterAll, beforeAll, beforeEach } from "vitest";

import { syncCompany } from "@/lib/calcom/service/sync-company";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  asCalendar,
  type ConnectedSalon,
  createConnectedSalon,
  type Rules,
  startCalendar,
} from "@/tests/support/calendar";
import { NOW } from "@/tests/support/salon";

/** A calendar for the file, and before each of its tests a new salon that is connected to it. */
export function connectedSalon({ now = () => NOW, ...options }: { now?: () => Date } & Rules = {}) {
  let calendar: CalcomSimulator;
  let salon: ConnectedSalon;
  beforeAll(async () => {
    calendar = await startCalendar(now, options);
  });
  afterAll(() => calendar.stop());
  beforeEach(async () => {
    calendar.reset();
    salon = await createConnectedSalon(calendar);
  });

  return {
    get calendar() {
      return calendar;
    },
    get salon() {
      return salon;
    },
    /** Tells, hears, and looks for what nobody has told. */
    sync: (options: { poll?: boolean; pageSize?: number } = {}) =>
      syncCompany(asCalendar(salon, now()), {
        ...{ deadline: new Date(Date.now() + 20_000), poll: true },
        ...options,
      }),
  };
}
