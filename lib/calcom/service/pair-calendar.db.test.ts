import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { CalendarChanged, CalendarUnreachable, PairedTwice } from "@/lib/calcom/errors";
import { type PairCalendar, pairCalendarSchema } from "@/lib/calcom/schema";
import { getCalendarSettings } from "@/lib/calcom/service/get-calendar-settings";
import { pairCalendar } from "@/lib/calcom/service/pair-calendar";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { InvalidInput, parseInput } from "@/lib/web/parse-input";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import { behindLock } from "@/tests/support/behind-lock";
import { connect, EVENT_TYPES, startCalendar } from "@/tests/support/calendar";
import { addMember, as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let calendar: CalcomSimulator;
let salon: TestSalon;

beforeAll(async () => {
  calendar = await startCalendar();
});
afterAll(() => calendar.stop());
beforeEach(async () => {
  calendar.reset();
  salon = await createSalon();
  await connect(salon, calendar.url);
});

const ctx = () => as(salon.companyId, salon.owner);
/** What a form with these fields says. */
const form = (fields: Record<string, string> = {}, version = "1"): PairCalendar =>
  parseInput(pairCalendarSchema, {
    ...{ version, [`service.${String(EVENT_TYPES[0])}`]: salon.serviceId },
    [`person.${String(EVENT_TYPES[0])}`]: salon.staffIds[0],
    [`host.${salon.staffIds[0]}`]: "Lena@Example.org",
    [`host.${salon.staffIds[1]}`]: "",
    ...fields,
  });

async function paired() {
  return {
    types: await stored(
      `select event_type_id::int as id, service_id, staff_id, title from calcom_event_types
       where company_id = $1`,
      salon.companyId,
    ),
    hosts: await stored(
      "select staff_id, email_normalised as email, name from calcom_hosts where company_id = $1",
      salon.companyId,
    ),
  };
}

describe("pairing", () => {
  it("replaces what was paired before, as the form says it", async () => {
    await pairCalendar(ctx(), form());

    expect(await paired()).toEqual({
      types: [
        {
          ...{ id: EVENT_TYPES[0], service_id: salon.serviceId, staff_id: salon.staffIds[0] },
          title: "Damenhaarschnitt",
        },
      ],
      hosts: [{ staff_id: salon.staffIds[0], email: "lena@example.org", name: "Lena Hofmann" }],
    });
    const said = "select event, data from activity_log where company_id = $1";
    expect(await stored(said, salon.companyId)).toEqual([
      { event: "calcom_paired", data: { eventTypes: 1, hosts: 1 } },
    ]);
  });

  it("may be with nobody in particular, and with nothing", async () => {
    await pairCalendar(ctx(), form({ [`person.${String(EVENT_TYPES[0])}`]: "" }));
    expect((await paired()).types).toMatchObject([{ staff_id: null }]);
    await pairCalendar(ctx(), form({ [`service.${String(EVENT_TYPES[0])}`]: "" }, "2"));
    expect((await paired()).types).toEqual([]);
  });

  it("refuses, at its field, what is paired twice, and what is no address", async () => {
    const twice = pairCalendar(
      ctx(),
      form({
        [`service.${String(EVENT_TYPES[1])}`]: salon.serviceId,
        [`person.${String(EVENT_TYPES[1])}`]: salon.staffIds[0],
        [`host.${salon.staffIds[1]}`]: "lena@example.org",
      }),
    );

    await expect(twice).rejects.toThrow(PairedTwice);
    await expect(twice).rejects.toMatchObject({
      issues: [
        { path: [`service.${String(EVENT_TYPES[1])}`], message: "event-type-paired" },
        { path: [`host.${salon.staffIds[1]}`], message: "host-paired" },
      ],
    });
    expect(() => form({ [`host.${salon.staffIds[1]}`]: "mehmet" })).toThrow(InvalidInput);
    expect(() => form({ "service.x": "y" })).toThrow(InvalidInput);
    expect(() => form({ [`person.${String(EVENT_TYPES[0])}`]: "x" })).toThrow(InvalidInput);
    expect((await paired()).types).toHaveLength(2);
  });

  it("knows no event type that Cal.com does not have, and asks it", async () => {
    const gone = form({ "service.999": salon.serviceId });
    await expect(pairCalendar(ctx(), gone)).rejects.toThrow(CalendarChanged);
    calendar.faults.add({ kind: "status", status: 503, count: 0 });
    await expect(pairCalendar(ctx(), form())).rejects.toThrow(CalendarUnreachable);
    calendar.faults.clear();

    expect((await paired()).types).toHaveLength(2);
  });

  it("knows no service and no person of another company", async () => {
    const other = await createSalon();
    for (const fields of [
      { [`service.${String(EVENT_TYPES[0])}`]: other.serviceId },
      { [`person.${String(EVENT_TYPES[0])}`]: other.staffIds[0] },
      { [`host.${other.staffIds[0]}`]: "fremd@example.org" },
    ]) {
      await expect(pairCalendar(ctx(), form(fields))).rejects.toThrow(NotFound);
    }
    expect((await paired()).types).toHaveLength(2);
  });

  it("is for those who change settings, and for a calendar that is connected", async () => {
    const manager = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const theirs = as(salon.companyId, manager);
    await expect(pairCalendar(theirs, form())).rejects.toThrow(NotAllowed);
    await expect(getCalendarSettings(theirs)).rejects.toThrow(NotAllowed);
    const elsewhere = await createSalon();
    await expect(pairCalendar(as(elsewhere.companyId, elsewhere.owner), form())).rejects.toThrow(
      CalendarChanged,
    );
  });

  it("is saved by the first of two who saw the same", async () => {
    const [row] = await stored(
      "select id from calcom_connections where company_id = $1",
      salon.companyId,
    );
    const outcomes = await behindLock(
      { table: "calcom_connections", id: String(row?.["id"]), waiting: 2 },
      () => Promise.allSettled([pairCalendar(ctx(), form()), pairCalendar(ctx(), form())]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof CalendarChanged)).toEqual([true]);
  });
});
