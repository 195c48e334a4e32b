import { KeptPasswordField, KeptTextField } from "@/components/form/kept-field";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

type Props = { page: CalendarSettingsPage; baseUrl: string };

/** Where Cal.com is, and what opens it. */
export function KeyFields({ page: { calcom }, baseUrl }: Props) {
  return (
    <>
      <KeptTextField
        type="url"
        name="baseUrl"
        label={calcom("settings.baseUrl")}
        hint={calcom("settings.baseUrlHint")}
        defaultValue={baseUrl}
        maxLength={200}
        required
      />
      <KeptPasswordField
        name="apiKey"
        label={calcom("settings.apiKey")}
        hint={calcom("settings.apiKeyHint")}
        showLabel={calcom("settings.showKey")}
        hideLabel={calcom("settings.hideKey")}
        autoComplete="off"
        maxLength={500}
        required
      />
    </>
  );
}
