import { Note } from "@/components/ui/note";
import type { ZoneCheck, ZoneFault } from "@/lib/companies/service/check-time-zones";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; check: ZoneCheck };

/** A warning where server and database do not tell the same time; nothing while they do. */
export function ZoneNote({ page: { portal }, check }: Props) {
  const { disagreeing, outdated } = check;
  const faults = [...disagreeing, ...outdated];
  if (faults.length === 0) return null;

  return (
    <Note tone="bad" title={portal("operations.zones.title")}>
      <p>{portal("operations.zones.lead")}</p>
      <ul>
        {faults.map((fault) => (
          <li key={`${fault.zone}${fault.at.toISOString()}`}>
            {portal("operations.zones.fault", words(fault))}
          </li>
        ))}
      </ul>
    </Note>
  );
}

function words({ zone, at, server, database }: ZoneFault) {
  return { zone, day: at.toISOString().slice(0, 10), server: utc(server), database: utc(database) };
}

/** "UTC+05:30" */
function utc(minutes: number): string {
  const size = Math.abs(minutes);
  const two = (value: number) => String(value).padStart(2, "0");

  return `UTC${minutes < 0 ? "−" : "+"}${two(Math.floor(size / 60))}:${two(size % 60)}`;
}
