import { DisclosedForm } from "@/components/form/disclosed-form";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { rotateSecretAction } from "../actions";
import { SecretField } from "./secret-field";
import { WebhookAddress } from "./webhook-address";

type Props = { page: CalendarSettingsPage; version: number; webhookUrl: string };

export function RotateSecret({ page, version, webhookUrl }: Props) {
  const { calcom, common, company } = page;

  return (
    <DisclosedForm
      icon="sync"
      summary={calcom("settings.rotate")}
      action={rotateSecretAction}
      referenceLabel={common("problem.reference")}
    >
      <p className="text-ink-2">{calcom("settings.rotateLead")}</p>
      <input type="hidden" name="company" value={company.slug} />
      <KeptVersion version={version} />
      <SecretField page={page} hint={calcom("settings.rotateHint")} />
      <WebhookAddress page={page} url={webhookUrl} />
      <ActionRow>
        <SubmitButton pendingLabel={calcom("settings.checking")}>
          {calcom("settings.rotateButton")}
        </SubmitButton>
      </ActionRow>
    </DisclosedForm>
  );
}
