import { expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import type { Problem } from "@/lib/shared/problem";

import { type DropWords, refusalOf, type Wish } from "./drop-words";

const calendar = translator("de", "calendar");
const gaps = { staff: "{staff}", name: "{name}", when: "{when}" };
const words = {
  ...{ occupied: calendar("drop.occupied", gaps), occupiedBy: calendar("drop.occupiedBy", gaps) },
  when: translator("de", "common")("time.dayRange", { day: "{day}", from: "{from}", to: "{to}" }),
} as DropWords;
const wish = { staff: { id: "1", name: "Lena Hofmann" } } as Wish;
const said = (code: string, occupant: unknown = null) =>
  refusalOf(
    {
      problem: { code, detail: "Wie immer.", details: { nearest: [], occupant } } as Problem,
      wish,
    },
    { reader: { locale: "de", timeZone: "Europe/Berlin" }, words },
  ).detail;

it("says of a time that is taken whose it is, as far as that is known", () => {
  const [startsAt, endsAt] = ["2037-03-10T09:00:00Z", "2037-03-10T09:45:00Z"];

  expect(said("slot-taken", { customer: "Nora Neu", startsAt, endsAt })).toMatch(
    /^Lena Hofmann ist zu dieser Zeit schon belegt: Nora Neu, .*10:00–10:45 Uhr\. Der bisherige Termin besteht weiter\.$/,
  );
  expect(said("slot-taken")).toBe(
    "Lena Hofmann ist zu dieser Zeit schon belegt. Der bisherige Termin besteht weiter.",
  );
  expect(said("too-far-ahead")).toBe("Wie immer.");
});
