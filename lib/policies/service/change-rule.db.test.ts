import { beforeEach, describe, expect, it } from "vitest";

import { SettingsChanged } from "@/lib/companies/errors";
import { policyFormSchema, policyScopeSchema } from "@/lib/policies/schema";
import { changeRule, removeRule } from "@/lib/policies/service/change-rule";
import { explainRule } from "@/lib/policies/service/explain-rule";
import { getRule, listRules } from "@/lib/policies/service/rules-of";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";
import { ruleSentences } from "@/lib/web/rule-sentences";
import { behindLock } from "@/tests/support/behind-lock";
import { owner } from "@/tests/support/database";
import { addMember, as, createSalon, stored, type TestSalon } from "@/tests/support/salon";

let salon: TestSalon;

beforeEach(async () => {
  salon = await createSalon();
});

const ctx = () => as(salon.companyId, salon.owner);
const form = (fields: Record<string, string>, scope = "company") =>
  policyFormSchema.parse({ scope, version: "0", ...fields });
const serviceScope = () => `service-${salon.serviceId}`;
const scopeOf = (scope: string) => policyScopeSchema.parse(scope);

describe("changeRule", () => {
  it("sets the company's rules, each change on a line of the log", async () => {
    await changeRule(ctx(), form({ rescheduleHours: "48", fees: "none" }));
    await changeRule(
      ctx(),
      form({
        rescheduleHours: "12",
        isReasonRequired: "on",
        fees: "tiers",
        "tierHours.0": "24",
        "tierPercent.0": "50",
        version: "1",
      }),
    );

    await expect(getRule(ctx(), scopeOf("company"))).resolves.toMatchObject({
      version: 2,
      values: {
        rescheduleNoticeMinutes: 720,
        isReasonRequired: true,
        maxDaysAhead: null,
        feeTiers: [{ withinMinutes: 1440, percent: 50 }],
      },
      inherited: { rescheduleNoticeMinutes: 1440, maxDaysAhead: 90 },
    });
    const name = `Salon ${salon.slug}`;
    expect(
      await stored(
        "select data from activity_log where company_id = $1 and event = 'policy_changed' order by id",
        salon.companyId,
      ),
    ).toEqual([
      { data: { name, field: "rescheduleNoticeMinutes", old: null, new: 2880 } },
      { data: { name, field: "feeTiers", old: null, new: "none" } },
      { data: { name, field: "rescheduleNoticeMinutes", old: 2880, new: 720 } },
      { data: { name, field: "isReasonRequired", old: null, new: "on" } },
      { data: { name, field: "feeTiers", old: "none", new: "24 h: 50 %" } },
    ]);
  });

  it("makes an exception that takes over what it does not set, and takes it back", async () => {
    await changeRule(ctx(), form({ maxReschedules: "5" }));
    await changeRule(ctx(), form({ cancelHours: "72" }, serviceScope()));

    await expect(getRule(ctx(), scopeOf(serviceScope()))).resolves.toMatchObject({
      name: "Damenhaarschnitt",
      version: 1,
      inherited: { maxReschedules: 5 },
    });
    const { exceptions, choices } = await listRules(ctx());
    expect(exceptions).toEqual([
      {
        scope: serviceScope(),
        kind: "service",
        name: "Damenhaarschnitt",
        fields: ["cancelNoticeMinutes"],
      },
    ]);
    expect(choices.map(({ name }) => name)).toEqual(["Berlin", "Lena Hofmann", "Mehmet Aydın"]);
    await removeRule(ctx(), { scope: scopeOf(serviceScope()), version: 1 });
    expect((await listRules(ctx())).exceptions).toEqual([]);
    await expect(removeRule(ctx(), { scope: scopeOf(serviceScope()), version: 1 })).rejects.toThrow(
      SettingsChanged,
    );
  });

  it("takes back no exception that somebody has just changed", async () => {
    await changeRule(ctx(), form({ cancelHours: "1" }, serviceScope()));
    const [row] = await stored(
      "select id from appointment_policies where service_id = $1",
      salon.serviceId,
    );
    const id = String(row?.["id"]);
    const scope = scopeOf(serviceScope());
    const removing = behindLock(
      { table: "appointment_policies", id, waiting: 1 },
      () => Promise.allSettled([removeRule(ctx(), { scope, version: 1 })]),
      `update appointment_policies set cancel_notice_minutes = 120, version = 2 where id = '${id}'`,
    );

    expect(await removing).toMatchObject([{ reason: expect.any(SettingsChanged) as unknown }]);
    await expect(getRule(ctx(), scope)).resolves.toMatchObject({ version: 2 });
  });

  it("lets one of two through who both begin with nothing", async () => {
    const outcomes = await behindLock({ table: "companies", id: salon.companyId, waiting: 2 }, () =>
      Promise.allSettled([
        changeRule(ctx(), form({ rescheduleHours: "1" })),
        changeRule(ctx(), form({ rescheduleHours: "2" })),
      ]),
    );

    const refused = outcomes.filter((outcome) => outcome.status === "rejected");
    expect(refused.map(({ reason }) => reason instanceof SettingsChanged)).toEqual([true]);
    expect(
      await stored(
        "select version from appointment_policies where company_id = $1",
        salon.companyId,
      ),
    ).toEqual([{ version: 1 }]);
  });

  it("tells who comes second what holds now", async () => {
    await changeRule(ctx(), form({ rescheduleHours: "48" }));
    await changeRule(ctx(), form({ rescheduleHours: "36", version: "1" }));
    const late = changeRule(ctx(), form({ rescheduleHours: "12", version: "1" }));

    await expect(late).rejects.toThrow(SettingsChanged);
    await expect(late).rejects.toMatchObject({
      details: { version: 2 },
      issues: [{ path: ["rescheduleHours"], message: "now-stored", params: { value: "36" } }],
    });
  });

  it("is for those who set up the company, and for theirs alone", async () => {
    const elsewhere = await createSalon();
    const stranger = as(elsewhere.companyId, elsewhere.owner);
    const member = await addMember(salon.companyId, "manager", { branchId: salon.branchId });
    const manager = as(salon.companyId, member);
    const scope = scopeOf(serviceScope());
    const change = form({ cancelHours: "1" }, serviceScope());

    await expect(changeRule(manager, change)).rejects.toThrow(NotAllowed);
    await expect(removeRule(manager, { scope, version: 1 })).rejects.toThrow(NotAllowed);
    await expect(listRules(manager)).rejects.toThrow(NotAllowed);
    await expect(getRule(manager, scope)).rejects.toThrow(NotAllowed);
    await expect(explainRule(manager, change)).rejects.toThrow(NotAllowed);
    await expect(changeRule(stranger, change)).rejects.toThrow(NotFound);
    await expect(removeRule(stranger, { scope, version: 1 })).rejects.toThrow(NotFound);
    await expect(getRule(stranger, scope)).rejects.toThrow(NotFound);
    await expect(explainRule(stranger, change)).rejects.toThrow(NotFound);
  });
});

describe("what a rule means", () => {
  // NOW is Monday, 1 March 2027, 9:00 in Berlin.
  const say = async (
    fields: Record<string, string>,
    scope = "company",
    locale: "de" | "en" = "de",
  ) => ruleSentences(await explainRule(ctx(), form(fields, scope)), locale);

  it("is said by an appointment of next Friday at ten", async () => {
    await expect(say({})).resolves.toEqual([
      "Wer am Freitag, 5. März um 10:00 Uhr einen Termin hat, darf ihn bis Donnerstag, 4. März um 10:00 Uhr selbst verschieben, 3-mal, kostenlos.",
      "Absagen geht bis Donnerstag, 4. März um 10:00 Uhr, höchstens 3-mal in 30 Tagen, kostenlos.",
      "Als neue Zeit stehen die nächsten 90 Tage zur Wahl.",
    ]);
    expect((await say({ maxReschedules: "2" }, "company", "en"))[0]).toBe(
      "A customer with an appointment on Friday 5 March at 10:00 may move it until Thursday 4 March at 10:00, 2 times, free of charge.",
    );
  });

  it("says what late changes cost, as far as they are possible at all", async () => {
    const sentences = await say({
      cancelHours: "2",
      fees: "tiers",
      "tierHours.0": "48",
      "tierPercent.0": "50",
      "tierHours.1": "1",
      "tierPercent.1": "100",
    });

    expect(sentences.filter((sentence) => sentence.includes("kostet"))).toEqual([
      "Ab Mittwoch, 3. März um 10:00 Uhr kostet eine Änderung 50 % des Preises, hier 24,50 €.",
    ]);
  });

  it("says until when a change is free, and which change a later step concerns", async () => {
    const [move, cancel, ...fees] = await say({
      cancelHours: "2",
      fees: "tiers",
      "tierHours.0": "48",
      "tierPercent.0": "50",
      "tierHours.1": "12",
      "tierPercent.1": "0",
    });

    const until = "kostenlos bis Mittwoch, 3. März um 10:00 Uhr.";
    expect([move, cancel].map((sentence) => sentence!.endsWith(until))).toEqual([true, true]);
    expect(fees.slice(0, 2)).toEqual([
      "Ab Mittwoch, 3. März um 10:00 Uhr kostet eine Änderung 50 % des Preises, hier 24,50 €.",
      "Ab Donnerstag, 4. März um 22:00 Uhr kostet Absagen nichts mehr.",
    ]);
  });

  it("calls free without an end what no fee reaches, and counts one day as one", async () => {
    const sentences = await say({
      ...{ rescheduleHours: "72", maxDaysAhead: "1", fees: "tiers" },
      ...{ "tierHours.0": "48", "tierPercent.0": "50" },
    });

    expect(sentences[0]).toMatch(/3-mal, kostenlos\.$/);
    expect(sentences[1]).toContain("kostenlos bis Mittwoch");
    expect(sentences.slice(2)).toEqual([
      "Ab Mittwoch, 3. März um 10:00 Uhr kostet Absagen 50 % des Preises, hier 24,50 €.",
      "Als neue Zeit steht der nächste Tag zur Wahl.",
    ]);
  });

  it("says what is not possible at all, and what a reason is needed for", async () => {
    const sentences = await say({
      maxReschedules: "0",
      maxCancellations30Days: "0",
      isReasonRequired: "on",
    });

    expect(sentences).toEqual([
      "Wer am Freitag, 5. März um 10:00 Uhr einen Termin hat, kann ihn nicht selbst verschieben.",
      "Absagen geht online gar nicht.",
      "Wer absagt, muss einen Grund nennen.",
    ]);
  });

  it("looks further ahead where the notice is longer than until Friday", async () => {
    expect((await say({ rescheduleHours: "240" }))[0]).toContain("Freitag, 12. März um 10:00 Uhr");
  });

  it("takes over from the company for an exception, and knows what is not online", async () => {
    await changeRule(ctx(), form({ maxReschedules: "1" }));
    expect((await say({}, serviceScope()))[0]).toContain("einmal");
    await owner.query("update services set is_self_service = false where id = $1", [
      salon.serviceId,
    ]);

    await expect(say({}, serviceScope())).resolves.toEqual([
      "Diese Leistung ist nicht online änderbar. Wer einen Termin hat, sieht ihn und ruft Sie an.",
    ]);
  });
});
