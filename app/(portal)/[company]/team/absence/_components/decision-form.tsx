import { dayWords } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptSelectField, KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AbsencePreview } from "@/lib/absences/service/preview-absence";
import type { AbsencePage } from "@/lib/web/absence-page";

import { recordAbsenceAction } from "../actions";
import { DecisionRow } from "./decision-row";

const REASONS = ["ill", "holiday", "training", "other"];

type Props = {
  page: AbsencePage;
  preview: AbsencePreview;
  days: { firstDay: string; lastDay: string };
};

/** Everybody concerned, with what suits chosen already: one press settles all of it. */
export function DecisionForm({ page, preview, days }: Props) {
  const { absence, common, company, home, locale, ctx } = page;
  const { staff, appointments } = preview;
  const words = [...new Set([days.firstDay, days.lastDay])].map((day) =>
    dayWords(day, locale, ctx.now),
  );

  return (
    <Card aria-labelledby="concerned">
      <CardHead id="concerned">{absence("concerned")}</CardHead>
      <CardBody>
        <ActionForm
          key={preview.staff.id + words.join()}
          action={recordAbsenceAction}
          referenceLabel={common("problem.reference")}
        >
          <input type="hidden" name="company" value={company.slug} />
          <input type="hidden" name="timeOffId" value={preview.timeOffId} />
          <input type="hidden" name="staffId" value={staff.id} />
          <input type="hidden" name="firstDay" value={days.firstDay} />
          <input type="hidden" name="lastDay" value={days.lastDay} />
          <p>
            {absence("concernedText", {
              count: appointments.length,
              name: staff.name,
              days: words.join(" – "),
            })}
          </p>
          {appointments.length > 0 && (
            <ul className="divide-y divide-line border-y border-line">
              {appointments.map((appointment) => (
                <DecisionRow key={appointment.id} page={page} appointment={appointment} />
              ))}
            </ul>
          )}
          <div className="grid gap-4 md:grid-cols-2">
            <KeptTextareaField
              name="message"
              label={absence("message")}
              hint={absence("messageHint")}
              defaultValue={absence("messageDefault", { name: staff.name })}
              maxLength={500}
              rows={3}
              required
            />
            <KeptSelectField
              name="reason"
              label={absence("reason")}
              hint={absence("reasonHint")}
              optional={common("field.optional")}
            >
              <option value="">{absence("noReason")}</option>
              {REASONS.map((reason) => (
                <option key={reason}>{absence(`reasons.${reason}`)}</option>
              ))}
            </KeptSelectField>
          </div>
          <p className="text-note text-ink-2">{absence("recordHint", { name: staff.name })}</p>
          <ActionRow>
            <ButtonLink href={`${home}/team`}>{common("action.cancel")}</ButtonLink>
            <SubmitButton pendingLabel={absence("pending")}>{absence("record")}</SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
