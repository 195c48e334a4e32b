import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

type Props = { page: CalendarSettingsPage; url: string };

/** To be copied into Cal.com. */
export function WebhookAddress({ page: { calcom }, url }: Props) {
  return (
    <Field id="webhookUrl" label={calcom("settings.webhook")} hint={calcom("settings.webhookHint")}>
      {(control) => <Input {...control} value={url} readOnly />}
    </Field>
  );
}
