import { describe, expect, it } from "vitest";

import { listSpan } from "@/lib/appointments/service/list-span";

const TODAY = "2027-03-10";

describe("the days that the list is about", () => {
  it("are a week from today on, or from the day that is asked for", () => {
    expect(listSpan({}, TODAY)).toEqual({
      firstDay: "2027-03-10",
      lastDay: "2027-03-16",
      dayAfter: "2027-03-17",
      name: "week",
      previous: { day: "2027-03-03", until: undefined },
      today: { day: "2027-03-10", until: undefined },
      next: { day: "2027-03-17", until: undefined },
      others: {
        day: { day: "2027-03-10", until: "2027-03-10" },
        week: { day: "2027-03-10", until: undefined },
        month: { day: "2027-03-01", until: "2027-03-31" },
      },
    });
    expect(listSpan({ day: "2028-02-26" }, TODAY)).toMatchObject({
      lastDay: "2028-03-03",
      others: { month: { day: "2028-02-01", until: "2028-02-29" } },
    });
  });

  it("are left by months where they are one, however long the next one is", () => {
    const january = listSpan({ day: "2027-01-01", until: "2027-01-31" }, TODAY);

    expect(january).toMatchObject({
      name: "month",
      previous: { day: "2026-12-01", until: "2026-12-31" },
      today: { day: "2027-03-01", until: "2027-03-31" },
      next: { day: "2027-02-01", until: "2027-02-28" },
    });
  });

  it("are left by as many days otherwise", () => {
    expect(listSpan({ day: "2027-03-10", until: "2027-03-10" }, TODAY)).toMatchObject({
      name: "day",
      previous: { day: "2027-03-09", until: "2027-03-09" },
      next: { day: "2027-03-11", until: "2027-03-11" },
    });
    expect(listSpan({ day: "2027-03-20", until: "2027-03-29" }, TODAY)).toMatchObject({
      name: null,
      previous: { day: "2027-03-10", until: "2027-03-19" },
      today: { day: "2027-03-10", until: "2027-03-19" },
      others: { day: { day: "2027-03-20" } },
    });
  });

  it("are the same ones where the last is said first", () => {
    const days = { day: "2027-03-10", until: "2027-03-01" };

    expect(listSpan(days, TODAY)).toMatchObject({ firstDay: "2027-03-01", lastDay: "2027-03-10" });
  });
});
