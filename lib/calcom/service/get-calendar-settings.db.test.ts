import { afterAll, beforeAll, beforeEach, describe, expect, it } from "vitest";

import { getCalendarSettings } from "@/lib/calcom/service/get-calendar-settings";
import type { CalcomSimulator } from "@/scripts/simulators/calcom/server.mjs";
import {
  API_KEY,
  connect,
  EVENT_TYPES,
  startCalendar,
  WEBHOOK_SECRET,
} from "@/tests/support/calendar";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, type TestSalon } from "@/tests/support/salon";

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
const unpair = async () => {
  await owner.query("delete from calcom_event_types where company_id = $1", [salon.companyId]);
  await owner.query("delete from calcom_hosts where company_id = $1", [salon.companyId]);
};

describe("the calendar's settings", () => {
  it("suggest who and what is there as long as nothing is paired, and show no secret", async () => {
    await unpair();
    const account = {
      name: "Lena Hofmann",
      staffId: salon.staffIds[0],
      email: "lena@salon.example",
    };
    await addMember(salon.companyId, "staff", account);
    await owner.query("update staff set name = 'Nobody There' where id = $1", [salon.staffIds[1]]);
    const [, mehmet] = salon.staffIds;
    await addMember(salon.companyId, "staff", { staffId: mehmet, email: "nobody@salon.example" });
    const settings = await getCalendarSettings(ctx());

    expect(settings).toMatchObject({
      version: 1,
      connection: { baseUrl: calendar.url, status: "active", previousSecretUntil: null },
      there: {
        isSubscribed: false,
        eventTypes: EVENT_TYPES.map((id, index) => ({
          ...{ id, title: "Damenhaarschnitt", minutes: 45, serviceId: salon.serviceId },
          staffId: index === 0 ? salon.staffIds[0] : null,
        })),
      },
      staff: [{ email: "lena@salon.example" }, { email: "" }],
      ...{ isPaired: false, gaps: [] },
    });
    const shown = JSON.stringify(settings);
    expect(shown).not.toContain(API_KEY);
    expect(shown).not.toContain(WEBHOOK_SECRET);
  });

  it("show what is paired, and say what is missing", async () => {
    await owner.query("delete from calcom_event_types where staff_id = $1", [salon.staffIds[1]]);
    await owner.query("delete from calcom_hosts where staff_id = $1", [salon.staffIds[1]]);
    const settings = await getCalendarSettings(ctx());

    expect(settings.there?.eventTypes.map(({ serviceId }) => serviceId)).toEqual([
      salon.serviceId,
      null,
    ]);
    expect(settings.gaps).toEqual([{ kind: "person-unpaired", names: ["Mehmet Aydın"] }]);
  });

  it("are there while Cal.com is not, and say so", async () => {
    calendar.faults.add({ kind: "status", status: 503, count: 0 });
    const settings = await getCalendarSettings(ctx());
    calendar.faults.clear();

    expect(settings).toMatchObject({
      there: null,
      isPaired: true,
      connection: { status: "active" },
    });
  });

  it("say at once that the key is refused", async () => {
    calendar.faults.add({ kind: "status", status: 401, count: 0 });
    const settings = await getCalendarSettings(ctx());
    calendar.faults.clear();

    expect(settings).toMatchObject({ there: null, connection: { status: "stopped" } });
  });

  it("of a company without a calendar say nothing of another one's", async () => {
    const elsewhere = await createSalon();
    const settings = await getCalendarSettings(as(elsewhere.companyId, elsewhere.owner));

    expect(settings).toMatchObject({ version: 0, connection: null, there: null, isPaired: false });
    expect(settings.webhookUrl).toContain(elsewhere.companyId);
    expect(settings.staff.map(({ id }) => id)).toEqual([...elsewhere.staffIds]);
  });
});
