import type { AppointmentMailProps } from "./appointment-mail-props";
import { MailFacts } from "./mail-facts";

/** Everything about the appointment but its time; each audience is told about the other. */
export function AppointmentMailFacts({ appointment }: { appointment: AppointmentMailProps }) {
  const { t, audience, kind, customer, staff, service, place } = appointment;
  const { changedBy, reason, fee } = appointment;
  const label = (name: string) => t(`appointment.label.${name}`);

  return (
    <MailFacts
      facts={[
        [label("customer"), audience === "staff" ? customer : null],
        [label("service"), service],
        [label("staff"), audience === "customer" ? staff : null],
        [label("place"), place && <Place {...place} />],
        [label(kind === "cancelled" ? "cancelledBy" : "changedBy"), changedBy],
        [label("reason"), reason],
        [label("fee"), fee],
      ]}
    />
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
