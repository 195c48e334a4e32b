import { momentText } from "@/components/appointment/moment-text";
import { KeptSelectField } from "@/components/form/kept-field";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { toSeen } from "@/lib/absences/schema";
import type { ConcernedAppointment } from "@/lib/absences/service/preview-absence";
import type { AbsencePage } from "@/lib/web/absence-page";

type Props = { page: AbsencePage; appointment: ConcernedAppointment };

/** One appointment, and what shall become of it. */
export function DecisionRow({ page, appointment }: Props) {
  const { absence, common, ctx, locale } = page;
  const { id, startsAt, timeZone, free, email, phone, askedAt, preset } = appointment;
  const notes = [
    free.length === 0 && absence("noneFree"),
    email === null && absence("noEmail"),
    askedAt !== null && absence("asked"),
    phone !== null && absence("call", { phone }),
  ].filter((note) => note !== false);

  return (
    <li className="grid gap-3 py-3 md:grid-cols-2 md:items-center">
      <span>
        <span className="block font-medium">
          {momentText(startsAt, { reader: { locale, timeZone }, now: ctx.now, common })}
        </span>
        <span className="block text-note text-ink-2">
          {[appointment.customer, appointment.service, appointment.reference].join(" · ")}
        </span>
        {notes.length > 0 && <span className="block text-note text-ink-2">{notes.join(" ")}</span>}
      </span>
      <span>
        <input type="hidden" name={`seen.${id}`} value={toSeen(appointment)} />
        <KeptSelectField
          name={`choice.${id}`}
          label={
            <VisuallyHidden>
              {absence("choice", { reference: appointment.reference })}
            </VisuallyHidden>
          }
          defaultValue={
            preset.toStaffId === null ? preset.choice : `${preset.choice}:${preset.toStaffId}`
          }
        >
          {free.map((person) => (
            <option key={person.id} value={`move:${person.id}`}>
              {absence("move", { name: person.name })}
            </option>
          ))}
          {email !== null && <option value="ask">{absence("ask")}</option>}
          <option value="cancel">{absence("cancel")}</option>
          <option value="leave">{absence("leave")}</option>
        </KeptSelectField>
      </span>
    </li>
  );
}
