import { renderToStaticMarkup } from "react-dom/server";
import { expect, it } from "vitest";

import { translator } from "@/lib/platform/messages";
import type { Role } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";
import type { WhyEmpty } from "@/lib/web/why-empty";

import { NothingYet } from "./nothing-yet";

const read = (why: WhyEmpty, role: Role) =>
  renderToStaticMarkup(
    <NothingYet
      page={
        { portal: translator("de", "portal"), home: "/salon", member: { role } } as Pick<
          PortalPage,
          "portal" | "member" | "home"
        >
      }
      why={why}
    />,
  );

it.each([
  ["branch", "/salon/settings/branches/new", "Filiale anlegen"],
  ["service", "/salon/settings/services/new", "Leistung anlegen"],
  ["staff", "/salon/settings/staff/new", "Person anlegen"],
  ["offer", "/salon/settings/staff", "Zu den Personen"],
] as const)("leads whoever sets the company up to what is missing: %s", (why, href, action) => {
  for (const role of ["owner", "admin"] as const) {
    expect(read(why, role)).toContain(`href="${href}"`);
    expect(read(why, role)).toContain(action);
    expect(read(why, role)).not.toContain("Einrichten können das");
  }
});

it("tells the others whom to ask, and leads them nowhere", () => {
  for (const role of ["manager", "staff"] as const) {
    expect(read("branch", role)).toContain("Es fehlt noch eine Filiale.");
    expect(read("branch", role)).toContain(
      "Einrichten können das Inhaberinnen, Inhaber und die Verwaltung.",
    );
    expect(read("branch", role)).not.toContain("<a ");
  }
});

it("says to whoever has no calendar that no booking will come, and who can change that", () => {
  const text = read("no-calendar", "staff");

  expect(text).toContain("Mit Ihrem Konto ist kein Kalender verbunden");
  expect(text).toContain("Inhaberinnen, Inhaber und die Verwaltung");
});
