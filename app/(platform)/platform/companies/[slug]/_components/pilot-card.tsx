import { momentText } from "@/components/appointment/moment-text";
import { ActionForm } from "@/components/form/action-form";
import { KeptTextareaField } from "@/components/form/kept-field";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CompanyDetail } from "@/lib/companies/schema";
import type { PlatformPage } from "@/lib/web/platform-page";

import { disablePilotAction, enablePilotAction } from "../actions";

type Props = { page: PlatformPage; company: CompanyDetail };

/** Whether the company's members get in, why, and the way to change it. */
export function PilotCard({ page, company }: Props) {
  const { t, common, operator } = page;
  const { id, slug, isPilot, pilotEnabledAt, pilotEnabledBy, pilotNotes } = company;

  return (
    <Card aria-labelledby="pilot">
      <CardHead id="pilot">{t("pilot.title")}</CardHead>
      <CardBody>
        <p className="text-ink-2">{t(isPilot ? "pilot.onHint" : "pilot.offHint")}</p>
        {isPilot && pilotEnabledAt !== null && (
          <p className="text-note text-ink-2">
            {[pilotEnabledBy, momentText(pilotEnabledAt, { ...page, now: operator.now })]
              .filter(Boolean)
              .join(" · ")}
          </p>
        )}
        {isPilot && pilotNotes !== null && <p>{pilotNotes}</p>}
        <ActionForm
          action={isPilot ? disablePilotAction : enablePilotAction}
          referenceLabel={common("problem.reference")}
        >
          <input type="hidden" name="companyId" value={id} />
          <input type="hidden" name="slug" value={slug} />
          {isPilot ? (
            <KeptTextareaField
              name="reason"
              label={t("pilot.reason")}
              hint={t("pilot.reasonHint")}
              maxLength={2000}
              required
            />
          ) : (
            <KeptTextareaField
              name="notes"
              label={t("pilot.notes")}
              optional={common("field.optional")}
              maxLength={2000}
            />
          )}
          <SubmitButton
            variant={isPilot ? "danger" : "primary"}
            pendingLabel={common("pending.save")}
          >
            {t(isPilot ? "pilot.disable" : "pilot.enable")}
          </SubmitButton>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
