import { KeptSelectField } from "@/components/form/kept-field";
import type { SettingsPage } from "@/lib/web/settings-page";

type Props = {
  page: SettingsPage;
  name: string;
  label: string;
  hint?: string;
  value: boolean;
  words?: { yes: string; no: string };
};

/** A question with two answers, each in words. */
export function YesNoField({ page, name, label, hint, value, words }: Props) {
  const { settings } = page;

  return (
    <KeptSelectField name={name} label={label} hint={hint} defaultValue={value ? "on" : "off"}>
      <option value="on">{words?.yes ?? settings("yes")}</option>
      <option value="off">{words?.no ?? settings("no")}</option>
    </KeptSelectField>
  );
}
