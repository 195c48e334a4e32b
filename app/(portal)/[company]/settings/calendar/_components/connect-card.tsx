import { ActionForm } from "@/components/form/action-form";
import { KeptVersion } from "@/components/form/kept-version";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Disclosure } from "@/components/ui/disclosure";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CalendarSettings } from "@/lib/calcom/schema";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

import { connectCalendarAction } from "../actions";
import { KeyFields } from "./key-fields";
import { SecretField } from "./secret-field";
import { WebhookAddress } from "./webhook-address";

const CLOUD = "https://api.cal.com";

type Props = { page: CalendarSettingsPage; calendar: CalendarSettings };

export function ConnectCard({ page, calendar: { version, webhookUrl } }: Props) {
  const { calcom, common, company } = page;

  return (
    <Card aria-labelledby="connect" className="max-w-176">
      <CardHead id="connect">{calcom("settings.connect")}</CardHead>
      <CardBody>
        <p className="text-ink-2">{calcom("settings.connectLead")}</p>
        <ActionForm action={connectCalendarAction} referenceLabel={common("problem.reference")}>
          <input type="hidden" name="company" value={company.slug} />
          <KeptVersion version={version} />
          <KeyFields page={page} baseUrl={CLOUD} />
          <Disclosure summary={calcom("settings.secret")}>
            <div className="grid gap-4">
              <SecretField page={page} hint={calcom("settings.secretHint")} />
              <WebhookAddress page={page} url={webhookUrl} />
            </div>
          </Disclosure>
          <ActionRow>
            <SubmitButton pendingLabel={calcom("settings.checking")}>
              {calcom("settings.connectButton")}
            </SubmitButton>
          </ActionRow>
        </ActionForm>
      </CardBody>
    </Card>
  );
}
