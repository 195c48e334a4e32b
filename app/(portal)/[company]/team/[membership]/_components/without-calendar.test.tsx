import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import type { MemberDetail } from "@/lib/team/schema";
import type { Role } from "@/lib/tenancy/roles";

import { WithoutCalendar } from "./without-calendar";

const PERSON = { id: "1", name: "Lena" };
const read = (role: Role, { staff = null as typeof PERSON | null, choices = [PERSON] } = {}) =>
  renderToStaticMarkup(
    <WithoutCalendar
      page={{ team: translator("de", "team"), home: "/salon" }}
      detail={{ member: { name: "Kim", role, staff }, choices: { staff: choices } } as MemberDetail}
    />,
  );

it("tells who manages somebody that they see no appointments, and what to choose", () => {
  expect(read("staff")).toContain("Mit diesem Konto ist kein Kalender verbunden");
  expect(read("staff")).toContain("Kim sieht deshalb keine Termine");
  expect(read("staff")).not.toContain("<a ");
});

it("leads to a new person where everybody in the calendar has an account", () => {
  expect(read("staff", { choices: [] })).toContain('href="/salon/settings/staff/new"');
});

it("says nothing of those who have a calendar, or see others'", () => {
  expect(read("staff", { staff: PERSON })).toBe("");
  for (const role of ["owner", "admin", "manager"] as const) expect(read(role)).toBe("");
});
