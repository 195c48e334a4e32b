import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import type { AppointmentPage } from "@/lib/appointments/service/list-appointments";
import { translator } from "@/lib/platform/messages";
import type { Locale } from "@/lib/shared/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { AppointmentTable } from "./appointment-table";

const PLACE = { status: "confirmed", syncStatus: "not_connected", timeZone: "Europe/Berlin" };
const ABOUT = { service: { name: "Schnitt" }, staff: { name: "Lena" }, branch: { name: "Mitte" } };
const APPOINTMENTS = [
  ["Nachts", "2027-03-09T22:45:00Z", "2027-03-09T23:15:00Z"],
  ["Morgens", "2027-03-10T08:00:00Z", "2027-03-10T08:45:00Z"],
].map(([name, startsAt, endsAt]) => ({
  ...{ ...PLACE, ...ABOUT, id: name, reference: "T-1", startsAt, endsAt, customer: { name } },
}));

/** What stands in the table, piece by piece. */
function read(firstDay: string | null, locale: Locale = "de", timeZone = "Europe/Berlin"): string {
  const page = {
    ...{ locale, home: "/salon", company: { timeZone } },
    ctx: { now: new Date("2027-03-10T09:00:00Z") },
    appointments: translator(locale, "appointments"),
    common: translator(locale, "common"),
  } as unknown as PortalPage;
  const list = { appointments: APPOINTMENTS, previous: null, next: null };
  const markup = renderToStaticMarkup(
    <AppointmentTable page={page} list={list as unknown as AppointmentPage} firstDay={firstDay} />,
  );

  return markup.replaceAll(/<[^>]+>/g, "|").replaceAll(/\|+/g, "|");
}

it("puts what goes on from the night before under the first day, and says when it began", () => {
  expect(read("2027-03-10")).toMatch(
    /\|Heute, Mittwoch, 10\. März\| · 2 Termine\|23:45\|–\|00:15\|Beginn: Di\., 9\. März\|Nachts\|.*\|09:00\|–\|09:45\|Morgens\|/,
  );
  expect(read("2027-03-10", "en")).toContain("|23:45|–|00:15|Start: Tue 9 March|Nachts|");
});

it("says beside it on whose clock, where that is another one", () => {
  expect(read("2027-03-10", "de", "America/New_York")).toContain("|Beginn: Di., 9. März|MEZ|");
});

it("puts it under its own day where that is shown, or where a search finds all times", () => {
  for (const firstDay of ["2027-03-09", null]) {
    expect(read(firstDay)).toMatch(
      /Gestern, Dienstag, 9\. März\| · 1 Termin\|23:45\|–\|00:15\|Nachts\|/,
    );
    expect(read(firstDay)).not.toContain("Beginn");
  }
});
