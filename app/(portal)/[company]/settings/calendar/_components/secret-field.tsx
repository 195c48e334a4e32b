import { KeptPasswordField } from "@/components/form/kept-field";
import type { CalendarSettingsPage } from "@/lib/web/settings-page";

type Props = { page: CalendarSettingsPage; hint: string };

/** What Cal.com signs with, for those who have set it up there by hand. */
export function SecretField({ page: { calcom, common }, hint }: Props) {
  return (
    <KeptPasswordField
      name="webhookSecret"
      label={calcom("settings.secret")}
      hint={hint}
      optional={common("field.optional")}
      showLabel={calcom("settings.showSecret")}
      hideLabel={calcom("settings.hideSecret")}
      autoComplete="off"
      maxLength={200}
    />
  );
}
