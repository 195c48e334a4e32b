import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import { APPOINTMENT_ACTIONS, LOG_ACTORS, type TimelineEntry } from "@/lib/appointments/schema";
import type { AppointmentMail } from "@/lib/delivery/service/list-appointment-mails";
import { MESSAGES, translator } from "@/lib/platform/messages";
import { REFUSAL_ERRORS } from "@/lib/policies/errors";
import type { Role } from "@/lib/tenancy/roles";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { AppointmentTimeline } from "./appointment-timeline";

const entry = (change: Partial<TimelineEntry>): TimelineEntry => ({
  ...{ id: "1", action: "cancelled", version: 2, actorKind: "member", actorName: "Jana Richter" },
  ...{ oldValues: {}, newValues: {}, reason: null, ipAddress: null, userAgent: null },
  at: "2027-03-01T08:00:00Z",
  ...change,
});

/** Nobody passes by that it is over. */
const isPassable = (refusal: string) => !/over$|cancelled$/.test(refusal);

function read(
  change: Partial<TimelineEntry>,
  locale: "de" | "en" = "de",
  { mails = [], role = "owner" }: { mails?: AppointmentMail[]; role?: Role } = {},
): string {
  const page = {
    ...{ appointment: { version: 2, currency: "EUR" }, locale },
    ...{
      venue: { locale, timeZone: "Europe/Berlin" },
      ctx: { now: new Date("2027-03-01T09:00Z") },
    },
    ...{ member: { role }, home: "/salon", delivery: translator(locale, "delivery") },
    appointments: translator(locale, "appointments"),
    common: translator(locale, "common"),
  } as unknown as AppointmentPage;
  const timeline = [entry(change)];

  return renderToStaticMarkup(
    <AppointmentTimeline page={page} timeline={timeline} mails={mails} />,
  );
}

describe("what happened to an appointment", () => {
  it.each(LOG_ACTORS)("says how %s did it, in both languages", (actorKind) => {
    for (const locale of ["de", "en"] as const) {
      const { by } = MESSAGES[locale].appointments.timeline;

      expect(read({ actorKind }, locale)).toContain(`</b>, ${by[actorKind]}`);
    }
  });

  it.each(APPOINTMENT_ACTIONS)("has words for %s", (action) => {
    for (const locale of ["de", "en"] as const) {
      const { timeline } = MESSAGES[locale].appointments;

      expect(read({ action }, locale)).toContain(timeline[action]);
    }
  });

  it.each([
    ...Object.keys(REFUSAL_ERRORS).filter(isPassable),
    "too-far-ahead",
    "outside-opening-hours",
  ])("has words for passing by %s", (override) => {
    expect(read({ newValues: { override } })).not.toContain("timeline.override");
  });

  it("says that another service ends at another time, and of a move only when it begins", () => {
    const [startsAt, endsAt] = ["2027-03-10T08:30:00Z", "2027-03-10T11:00:00Z"];
    const newValues = { endsAt: "2027-03-10T09:00:00Z" };
    const changed = read({ action: "service_changed", oldValues: { endsAt }, newValues });

    expect(changed).toMatch(/Ende 12:00 Uhr.*Ende 10:00 Uhr/);
    expect(read({ action: "service_changed", newValues }, "en")).toContain("Ends 10:00");
    expect(read({ action: "rescheduled", newValues: { startsAt, endsAt } })).not.toContain("Ende");
  });

  it("says when somebody chose not to tell the customer, as their form has promised", () => {
    const words = "Ohne Nachricht an die Kundin oder den Kunden";

    expect(read({ newValues: { notified: false } })).toContain(words);
    expect(read({})).not.toContain(words);
  });

  it("tells of each mail at its time, no more than is known, and leads those to it who may see it", () => {
    const mail: AppointmentMail = {
      ...{ id: "m1", kind: "cancelled", recipient: "marlene@example.org", status: "sent" },
      ...{ attempts: 1, lockedUntil: null, error: null, at: "2027-03-01T07:00:00Z" },
      ...{ deliveryState: "bounced", deliveryDetail: "No such box" },
    };
    const seen = read({}, "de", { mails: [mail] });
    expect(seen).toContain("E-Mail „Termin abgesagt“: Unzustellbar");
    expect(seen).toContain("No such box");
    expect(seen).toContain('href="/salon/mail/m1"');
    expect(seen.indexOf("Jana Richter")).toBeLessThan(seen.indexOf("marlene@example.org"));
    const handedOver = { ...mail, deliveryState: null, deliveryDetail: null };
    expect(read({}, "de", { mails: [handedOver] })).toContain(
      "E-Mail „Termin abgesagt“: Übergeben",
    );

    expect(read({}, "de", { mails: [mail], role: "staff" })).not.toContain("/salon/mail");
  });
});
