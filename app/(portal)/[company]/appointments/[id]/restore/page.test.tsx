import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";

import { needsReason } from "@/lib/appointments/service/needs-reason";
import { translator } from "@/lib/platform/messages";
import { type AppointmentPage, appointmentPage } from "@/lib/web/portal-page";

import RestorePage from "./page";

vi.mock("../actions");
vi.mock("@/lib/web/portal-page");
vi.mock("@/lib/appointments/service/needs-reason");

/** What whoever restores an appointment is asked. */
async function read(isNeeded: boolean): Promise<string> {
  const venue = { locale: "de", timeZone: "Europe/Berlin" };
  const at = new Date("2026-11-26T13:30:00Z");
  const appointment = {
    ...{ id: "1", version: 2, reference: "AB12", startsAt: at, endsAt: at, steps: ["restore"] },
    ...{ staff: { name: "Lena Hofmann" }, service: { name: "Schnitt" } },
    customer: { name: "Tina", email: null },
  };
  vi.mocked(needsReason).mockResolvedValue(isNeeded);
  vi.mocked(appointmentPage).mockResolvedValue({
    ...{ appointment, venue, home: "/salon", href: "/salon/appointments/1" },
    ...{ company: { slug: "salon" }, ctx: { now: at }, locale: "de" },
    appointments: translator("de", "appointments"),
    common: translator("de", "common"),
  } as unknown as AppointmentPage);

  return renderToStaticMarkup(
    await RestorePage({
      params: Promise.resolve({ company: "salon", id: "1" }),
      searchParams: Promise.resolve({}),
    }),
  );
}

it("says that a reason is needed where nobody works at the time by now, and asks for it", async () => {
  const form = await read(true);

  expect(form).toContain("Lena Hofmann arbeitet zu dieser Zeit nicht");
  expect(form).toContain("Bitte geben Sie einen Grund an");
  expect(form).toMatch(/<textarea[^>]*\srequired=""/);
});

it("leaves the reason to whoever restores into hours that are worked", async () => {
  const form = await read(false);

  expect(form).not.toContain("arbeitet zu dieser Zeit nicht");
  expect(form).toContain("Freiwillig");
  expect(form).not.toMatch(/<textarea[^>]*\srequired=""/);
});
