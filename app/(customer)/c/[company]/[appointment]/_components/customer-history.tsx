import { Change } from "@/components/ui/change";
import type { TimelineEntry } from "@/lib/appointments/schema";
import { formatDay, formatShortDay, formatTime } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

/** The same facts that the company sees: what happened, when, and whether they did it or we. */
export function CustomerHistory({ page }: { page: ManagedPage }) {
  const { customer, timeline, appointment, locale, ctx } = page;
  const own = { locale, timeZone: appointment.customer.timeZone };
  if (timeline.length === 0) return null;

  return (
    <section aria-labelledby="history" className="grid gap-2">
      <h2 id="history">{customer("history.title")}</h2>
      <ol className="grid gap-3 text-note">
        {timeline.map((entry) => (
          <li key={entry.id}>
            <What page={page} entry={entry} />
            <span className="block text-ink-2">
              {customer(entry.actorKind === "customer" ? "history.byYou" : "history.byCompany", {
                name:
                  entry.actorKind === "system" || entry.actorKind === "calcom"
                    ? appointment.company.name
                    : entry.actorName,
                day: formatDay(entry.at, own, ctx.now),
              })}
            </span>
          </li>
        ))}
      </ol>
    </section>
  );
}

function What({ page, entry }: { page: ManagedPage; entry: TimelineEntry }) {
  const { customer, common, reader, ctx } = page;
  const { oldValues, newValues, action } = entry;
  if (action !== "rescheduled" || oldValues.startsAt === undefined) {
    return customer(`history.${action}`, { staff: newValues.staff?.name ?? "" });
  }
  const say = (at = "") =>
    common("time.dayAt", {
      day: formatShortDay(at, reader, ctx.now),
      time: formatTime(at, reader),
    });

  return (
    <Change
      from={say(oldValues.startsAt)}
      to={say(newValues.startsAt)}
      fromLabel={common("change.old")}
      toLabel={common("change.new")}
    />
  );
}
