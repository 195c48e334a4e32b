import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, it } from "vitest";

import type { AppointmentConflict, Step } from "@/lib/appointments/schema";
import { translator } from "@/lib/platform/messages";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { ConflictComparison } from "./conflict-comparison";
import { ConflictNext } from "./conflict-next";
import type { Attempt } from "./conflict-query";

const allowed = { refusal: null };
const state = {
  ...{ startsAt: "2027-03-10T09:00:00Z", endsAt: "2027-03-10T09:45:00Z", status: "confirmed" },
  ...{ staff: { id: "s", name: "Lena" }, service: { id: "v", name: "Schnitt" } },
} as const;
const conflict = {
  ...{ seenVersion: 1, currentVersion: 2, changedAt: "2027-03-01T08:00:00Z", reason: null },
  ...{ actorKind: "member", actorName: "Jana Richter", was: state, now: state },
} as AppointmentConflict;

/** What somebody reads and where they can go whose change was not saved. */
function read(attempt: Attempt, steps: Step[] = ["confirm", "restore"]) {
  const page = {
    appointment: {
      ...{ status: "confirmed", mayChange: true, mayOverride: false, steps },
      ...{ reschedule: allowed, cancel: allowed },
    },
    ctx: { now: new Date("2027-03-01T09:00:00Z") },
    ...{ href: "/salon/appointments/1", venue: { locale: "de", timeZone: "Europe/Berlin" } },
    appointments: translator("de", "appointments"),
    common: translator("de", "common"),
  } as unknown as AppointmentPage;
  const html = renderToStaticMarkup(
    <>
      <ConflictComparison page={page} conflict={conflict} attempt={attempt} />
      <ConflictNext page={page} conflict={conflict} attempt={attempt} />
    </>,
  );
  const links = [...html.matchAll(/href="([^"]*)"/g)].map(([, href]) =>
    href!.replaceAll("&amp;", "&"),
  );

  return { text: html.replaceAll(/<[^>]+>/g, "|"), links };
}

const reason = "Anruf";

describe("the page of a change that came too late", () => {
  it.each<[Attempt, shown: string, goesOn: string]>([
    [{ kind: "cancel", category: "weather", reason }, "Abgesagt", "cancel?category=weather&"],
    [{ kind: "step", step: "restore", reason }, "Bestätigt", "restore?"],
    [
      { kind: "service", service: { id: "f", name: "Farbe" }, reason },
      "Farbe",
      "service?serviceId=f&",
    ],
    [{ kind: "ask", reason }, "neue Zeit erbitten", "ask?"],
  ])("shows what %o was, and goes on with its own form", (attempt, shown, goesOn) => {
    const { text, links } = read(attempt);

    expect(text).toContain(shown);
    expect(text).toContain("Anruf");
    expect(links).toEqual(["/salon/appointments/1", `/salon/appointments/1/${goesOn}reason=Anruf`]);
    expect(text.includes("Abgesagt")).toBe(attempt.kind === "cancel");
  });

  it("goes back to the appointment for a step that has no form, as long as it can be taken", () => {
    const attempt = { kind: "step", step: "confirm", reason: "" } as const;

    expect(read(attempt).links).toEqual(["/salon/appointments/1", "/salon/appointments/1"]);
    expect(read(attempt).text).toContain("„Bestätigen“ wählen");
    expect(read(attempt, []).links).toEqual(["/salon/appointments/1"]);
    expect(read(attempt, []).text).toContain("„Bestätigen“ geht mit dem neuen Stand nicht mehr.");
  });
});
