import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptVersion } from "@/components/form/kept-version";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CalendarSettings } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { disconnectCalendarAction } from "../actions";

type Props = { page: CalendarSettingsPage; calendar: CalendarSettings };

/** Says what it means before there is a button to press. */
export function DisconnectCard({ page, calendar: { version } }: Props) {
  const { calcom, common, company } = page;

  return (
    <Card aria-label={calcom("settings.disconnect")} className="max-w-176">
      <CardBody>
        <DisclosedForm
          icon="ban"
          summary={calcom("settings.disconnect")}
          action={disconnectCalendarAction}
          referenceLabel={common("problem.reference")}
        >
          <p>{calcom("settings.disconnectText")}</p>
          <input type="hidden" name="company" value={company.slug} />
          <KeptVersion version={version} />
          <div>
            <SubmitButton variant="dangerFill" pendingLabel={common("pending.save")}>
              {calcom("settings.disconnectButton")}
            </SubmitButton>
          </div>
        </DisclosedForm>
      </CardBody>
    </Card>
  );
}
