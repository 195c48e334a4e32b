import { KeptSelectField } from "@/components/form/kept-field";
import { KeptInput } from "@/components/form/kept-input";
import { FEE_ROWS, type Policy } from "@/lib/policies/schema";
import type { SettingsPage } from "@/lib/web/settings-page";

type Props = { page: SettingsPage; tiers: Policy["feeTiers"] | null; inherited: string };

/** What a late change costs: nothing, what holds anyway, or up to four steps. */
export function FeeFields({ page: { settings }, tiers, inherited }: Props) {
  return (
    <fieldset className="grid gap-3 border-t border-line pt-4">
      <legend className="float-left mb-1 font-medium">{settings("fees.title")}</legend>
      <KeptSelectField
        name="fees"
        label={settings("fees.choice")}
        defaultValue={tiers === null ? "inherit" : tiers.length === 0 ? "none" : "tiers"}
      >
        <option value="inherit">{settings("rule.inherited", { value: inherited })}</option>
        <option value="none">{settings("fees.none")}</option>
        <option value="tiers">{settings("fees.tiers")}</option>
      </KeptSelectField>
      <p className="text-note text-ink-2">{settings("fees.hint")}</p>
      {FEE_ROWS.map((row) => {
        const tier = tiers?.[row];
        const step = row + 1;

        return (
          <div
            key={row}
            className="grid grid-cols-[minmax(0,1fr)_auto_minmax(0,1fr)_auto] items-start gap-2"
          >
            <KeptInput
              name={`tierHours.${String(row)}`}
              inputMode="decimal"
              aria-label={settings("fees.hours", { step })}
              defaultValue={tier && String(tier.withinMinutes / 60)}
            />
            <span className="pt-2 text-ink-2">{settings("fees.hoursUnit")}</span>
            <KeptInput
              name={`tierPercent.${String(row)}`}
              inputMode="numeric"
              aria-label={settings("fees.percent", { step })}
              defaultValue={tier && String(tier.percent)}
            />
            <span className="pt-2 text-ink-2">%</span>
          </div>
        );
      })}
    </fieldset>
  );
}
