import { describe, expect, it } from "vitest";

import { dayHead, momentText } from "@/components/appointment/moment-text";

const now = new Date("2026-11-23T22:30:00Z");
const reader = { locale: "de", timeZone: "Europe/Berlin" } as const;
const say = (key: string, values: Record<string, string | number> = {}) =>
  [key, ...Object.values(values)].join(" ");

describe("momentText", () => {
  it.each([
    ["2026-11-23T22:00:00Z", "time.dayAt day.today 23:00"],
    ["2026-11-23T23:00:00Z", "time.dayAt day.tomorrow 00:00"],
    ["2026-11-22T22:59:00Z", "time.dayAt day.yesterday 23:59"],
    ["2026-11-18T19:12:00Z", "time.dayAt Mittwoch, 18. November 20:12"],
    ["2025-11-18T19:12:00Z", "time.dayAt Dienstag, 18. November 2025 20:12"],
  ])("says %s by the reader's calendar", (at, words) => {
    expect(momentText(at, { reader, now, common: say })).toBe(words);
  });
});

describe("dayHead", () => {
  const head = (day: string) =>
    dayHead(day, { locale: "de", today: "2026-11-23", now, appointments: say });

  it("says which day is near, and nothing about the others", () => {
    expect(head("2026-11-23")).toBe("dayHead.today Montag, 23. November");
    expect(head("2026-11-24")).toBe("dayHead.tomorrow Dienstag, 24. November");
    expect(head("2026-11-26")).toBe("Donnerstag, 26. November");
  });
});
