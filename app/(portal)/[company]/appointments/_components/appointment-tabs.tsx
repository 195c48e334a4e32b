import { Tabs } from "@/components/ui/tabs";
import type { Translate } from "@/lib/platform/messages";

type Props = { calendar: Translate; home: string; current: "list" | "calendar"; query: string };

/** The list and the calendar are equals: both have an address, and each leads to the other. */
export function AppointmentTabs({ calendar, home, current, query }: Props) {
  return (
    <Tabs
      label={calendar("tabs")}
      tabs={[
        {
          href: `${home}/appointments${current === "list" ? "" : query}`,
          label: calendar("list"),
          isCurrent: current === "list",
        },
        {
          href: `${home}/appointments/calendar${current === "calendar" ? "" : query}`,
          label: calendar("calendar"),
          isCurrent: current === "calendar",
        },
      ]}
    />
  );
}
