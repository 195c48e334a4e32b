import { expect, it } from "vitest";

import { csvResponse } from "@/lib/web/csv-response";

it("is a file with the day at the company's place in its name, which nobody keeps on the way", async () => {
  const now = new Date("2026-11-27T23:30:00Z");
  const response = csvResponse("Name\r\n", { name: "termine", now, timeZone: "Europe/Berlin" });

  expect(Object.fromEntries(response.headers)).toEqual({
    "content-type": "text/csv; charset=utf-8",
    "content-disposition": 'attachment; filename="termine-2026-11-28.csv"',
    "cache-control": "no-store",
  });
  expect(await response.text()).toBe("Name\r\n");
});
