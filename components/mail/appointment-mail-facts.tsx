import type { AppointmentMailProps } from "./appointment-mail-props";
import { MailFacts } from "./mail-facts";

const ACTOR: Partial<Record<AppointmentMailProps["kind"], string>> = {
  cancelled: "cancelledBy",
  restored: "restoredBy",
  new_time: "askedBy",
};

/** Everything about the appointment but its time; each audience is told about the other. */
export function AppointmentMailFacts({ appointment }: { appointment: AppointmentMailProps }) {
  const { t, audience, kind, customer, staff, service, place } = appointment;
  const { changedBy, reason, fee, price, previousService, previousStaff } = appointment;
  const label = (name: string) => t(`appointment.label.${name}`);

  return (
    <MailFacts
      facts={[
        [label("customer"), audience === "staff" ? customer : null],
        [label("service"), <OldNew key="service" old={previousService} now={service} />],
        [label("price"), price],
        [
          label("staff"),
          audience === "customer" || previousStaff !== null ? (
            <OldNew key="staff" old={previousStaff} now={staff} />
          ) : null,
        ],
        [label("place"), place && <Place {...place} />],
        [label(ACTOR[kind] ?? "changedBy"), changedBy],
        [label("reason"), reason],
        [label("fee"), fee],
      ]}
    />
  );
}

function OldNew({ old, now }: { old: string | null; now: string }) {
  if (old === null) return now;

  return (
    <>
      <s>{old}</s> → {now}
    </>
  );
}

function Place({ text, url }: { text: string; url: string | null }) {
  if (url === null) return text;

  return (
    <a href={url} className="link">
      {text}
    </a>
  );
}
