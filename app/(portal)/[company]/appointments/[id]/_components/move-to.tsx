import { TypedTimeFields } from "@/components/appointment/typed-time-fields";
import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Person } from "@/lib/appointments/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { moveToAction } from "../actions";
import { AppointmentFields } from "./appointment-fields";
import { NotifyChoice } from "./notify-choice";

/** Any time, typed: what dragging in the calendar can do, for keyboards and screen readers. */
export function MoveTo({ page, staff }: { page: AppointmentPage; staff: readonly Person[] }) {
  const { appointment, appointments, common, member } = page;
  const mayOverride = REACH["override-limits"][member.role] !== "none";

  return (
    <DisclosedForm
      summary={appointments("typed.title")}
      icon="clock"
      action={moveToAction}
      referenceLabel={common("problem.reference")}
    >
      <p className="text-ink-2">{appointments(mayOverride ? "typed.hint" : "typed.hintOwn")}</p>
      <AppointmentFields page={page} />
      <TypedTimeFields
        t={appointments}
        timeZone={appointment.timeZone}
        staff={staff}
        chosen={appointment.staff.id}
      />
      <KeptTextareaField
        id="typed-reason"
        name="reason"
        label={appointments("move.reason")}
        optional={common("field.optional")}
        maxLength={500}
        rows={2}
      />
      <NotifyChoice page={page} id="typed-notify" />
      <ActionRow>
        <SubmitButton variant="secondary" pendingLabel={appointments("move.pending")}>
          {appointments("typed.move")}
        </SubmitButton>
      </ActionRow>
    </DisclosedForm>
  );
}
