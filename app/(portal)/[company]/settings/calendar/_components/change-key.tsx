import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CalendarConnection } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { changeKeyAction } from "../actions";
import { KeyFields } from "./key-fields";

type Props = { page: CalendarSettingsPage; version: number; connection: CalendarConnection };

export function ChangeKey({ page, version, connection: { baseUrl, status } }: Props) {
  const { calcom, common, company } = page;

  return (
    <DisclosedForm
      icon="key"
      summary={calcom("settings.changeKey")}
      isOpen={status === "stopped"}
      action={changeKeyAction}
      referenceLabel={common("problem.reference")}
    >
      <p className="text-ink-2">{calcom("settings.changeKeyLead")}</p>
      <input type="hidden" name="company" value={company.slug} />
      <KeptVersion version={version} />
      <KeyFields page={page} baseUrl={baseUrl} />
      <ActionRow>
        <SubmitButton pendingLabel={calcom("settings.checking")}>
          {common("action.save")}
        </SubmitButton>
      </ActionRow>
    </DisclosedForm>
  );
}
