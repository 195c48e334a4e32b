import { ActionForm } from "@/components/form/action-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { changeNotesAction } from "../actions";
import { TheirNote } from "./their-note";

/** The company's own note: customers never see it. */
export function NotesCard({ page }: { page: AppointmentPage }) {
  const { appointment, appointments, common, company } = page;
  const notes = appointment.notes ?? "";
  if (!appointment.mayChange) return null;

  return (
    <Card aria-labelledby="notes-title">
      <CardHead id="notes-title">{appointments("notes.title")}</CardHead>
      <CardBody>
        <ActionForm
          key={notes}
          action={changeNotesAction}
          referenceLabel={common("problem.reference")}
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="appointmentId" value={appointment.id} />
          <TheirNote seen={notes} label={appointments("notes.theirs")} />
          <KeptTextareaField
            name="notes"
            label={appointments("notes.label")}
            hint={appointments("notes.hint")}
            maxLength={2000}
            rows={3}
            defaultValue={notes}
          />
          <ActionRow>
            <SubmitButton variant="secondary" pendingLabel={appointments("notes.pending")}>
              {appointments("notes.submit")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
