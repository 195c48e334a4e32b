import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Reassignable } from "@/lib/appointments/service/reassign-appointments";
import type { TeamMember } from "@/lib/team/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { deactivateMemberAction } from "../actions";

type Props = { page: PortalPage; member: TeamMember; appointments: readonly Reassignable[] };

/** Every future appointment with who could take it; nothing happens to one for which nothing is chosen. */
export function DeactivateForm({ page, member, appointments }: Props) {
  const { team, common, company, home } = page;

  return (
    <ActionForm action={deactivateMemberAction} referenceLabel={common("problem.reference")}>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="membershipId" value={member.id} />
      {appointments.length === 0 ? (
        <p className="text-ink-2">{team("member.deactivate.none")}</p>
      ) : (
        <Appointments page={page} appointments={appointments} />
      )}
      <ActionRow>
        <ButtonLink href={`${home}/team/${member.id}`}>{common("action.cancel")}</ButtonLink>
        <SubmitButton variant="dangerFill" pendingLabel={team("pending")}>
          {team("member.deactivate.submit")}
        </SubmitButton>
      </ActionRow>
    </ActionForm>
  );
}

function Appointments({ page, appointments }: Pick<Props, "page" | "appointments">) {
  const { team, ctx, common, locale } = page;
  const colleagues = [
    ...new Map(appointments.flatMap(({ free }) => free.map((one) => [one.id, one]))).values(),
  ].sort((one, other) => one.name.localeCompare(other.name, locale));
  const leave = team("member.deactivate.leave");

  return (
    <>
      <div className="max-w-120">
        <KeptSelectField
          name="all"
          label={team("member.deactivate.all", { count: appointments.length })}
          hint={team("member.deactivate.allHint")}
        >
          <option value="">{team("member.deactivate.choose")}</option>
          {colleagues.map(({ id, name }) => (
            <option key={id} value={id}>
              {name}
            </option>
          ))}
          <option value="leave">{leave}</option>
        </KeptSelectField>
      </div>
      <ul className="divide-y divide-line border-y border-line">
        {appointments.map(({ id, version, startsAt, timeZone, ...appointment }) => (
          <li key={id} className="grid gap-3 py-3 md:grid-cols-2 md:items-center">
            <span>
              <span className="block font-medium">
                {momentText(startsAt, { reader: { locale, timeZone }, now: ctx.now, common })}
              </span>
              <span className="block text-note text-ink-2">
                {[appointment.customer, appointment.service, appointment.reference].join(" · ")}
              </span>
            </span>
            <span>
              <input type="hidden" name={`version.${id}`} value={version} />
              <KeptSelectField
                name={`taker.${id}`}
                label={
                  <span className="sr-only">
                    {team("member.deactivate.taker", { reference: appointment.reference })}
                  </span>
                }
              >
                <option value="">{team("member.deactivate.asAbove")}</option>
                {appointment.free.map((person) => (
                  <option key={person.id} value={person.id}>
                    {person.name}
                  </option>
                ))}
                <option value="leave">{leave}</option>
              </KeptSelectField>
              {appointment.free.length === 0 && (
                <span className="text-note text-ink-2">{team("member.deactivate.noneFree")}</span>
              )}
            </span>
          </li>
        ))}
      </ul>
      <p className="text-note text-ink-2">{team("member.deactivate.mail")}</p>
    </>
  );
}
