import { renderToStaticMarkup } from "react-dom/server";
import { expect, it, vi } from "vitest";

import { getConflict } from "@/lib/appointments/service/get-conflict";
import { translator } from "@/lib/platform/messages";
import { type ManagedPage, managedPage } from "@/lib/web/managed-page";

import ChangedPage from "./page";

vi.mock("@/lib/web/managed-page");
vi.mock("@/lib/appointments/service/get-conflict");

it.each([
  ["customer", "Claudia Scholz", "Sie haben den Termin vor 2 Sekunden selbst geändert"],
  ["member", "Mehmet Aydin", "Mehmet Aydin hat den Termin vor 2 Sekunden geändert."],
  ["calcom", "Cal.com", "Salon hat den Termin vor 2 Sekunden geändert."],
])("says who was faster: %s", async (actorKind, actorName, words) => {
  const startsAt = "2026-11-26T13:30:00.000Z";
  const appointment = {
    ...{ id: "1", company: { name: "Salon" }, branch: {}, status: "cancelled" },
    customer: { timeZone: "Europe/Berlin" },
  };
  vi.mocked(managedPage).mockResolvedValue({
    ...{ appointment, locale: "de", href: "/c/salon/1" },
    ctx: { now: new Date("2026-11-20T08:00:02Z") },
    reader: { locale: "de", timeZone: "Europe/Berlin" },
    customer: translator("de", "customer"),
    common: translator("de", "common"),
  } as unknown as ManagedPage);
  const was = { startsAt, staff: { id: "lena", name: "Lena" }, status: "confirmed" };
  vi.mocked(getConflict).mockResolvedValue({
    ...{ was, now: { ...was, status: "cancelled" }, actorKind, actorName },
    changedAt: "2026-11-20T08:00:00.000Z",
  } as unknown as Awaited<ReturnType<typeof getConflict>>);

  const params = Promise.resolve({ company: "salon", appointment: "1" });
  const html = renderToStaticMarkup(
    await ChangedPage({ params, searchParams: Promise.resolve({ seen: "1" }) }),
  );

  expect(html).toContain(words);
  expect(html).toContain("Der Termin ist jetzt abgesagt.");
});
