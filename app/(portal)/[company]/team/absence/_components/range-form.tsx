import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import { ActionRow } from "@/components/ui/action-row";
import { Button } from "@/components/ui/button";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { RadioCards } from "@/components/ui/radio-cards";
import { ABSENCE_RANGES, type AbsenceDraft } from "@/lib/absences/schema";
import type { Person } from "@/lib/appointments/schema";
import type { AbsencePage } from "@/lib/web/absence-page";

type Props = { page: AbsencePage; draft: AbsenceDraft; staff: readonly Person[] };

/** A plain GET form: what is asked has an address, with and without JavaScript. */
export function RangeForm({ page, draft, staff }: Props) {
  const { absence, home } = page;

  return (
    <Card aria-label={absence("who")}>
      <CardBody>
        <form action={`${home}/team/absence`} className="grid max-w-160 gap-4">
          <SelectField
            id="staffId"
            name="staffId"
            label={absence("who")}
            defaultValue={draft.staffId ?? ""}
            required
          >
            <option value="">{absence("choosePerson")}</option>
            {staff.map(({ id, name }) => (
              <option key={id} value={id}>
                {name}
              </option>
            ))}
          </SelectField>
          <RadioCards
            legend={absence("range")}
            name="range"
            defaultValue={draft.range ?? "today"}
            options={ABSENCE_RANGES.map((value) => ({ value, label: absence(`ranges.${value}`) }))}
          />
          <div className="grid gap-4 md:grid-cols-2">
            <TextField
              id="firstDay"
              name="firstDay"
              type="date"
              label={absence("firstDay")}
              defaultValue={draft.firstDay}
            />
            <TextField
              id="lastDay"
              name="lastDay"
              type="date"
              label={absence("lastDay")}
              hint={absence("lastDayHint")}
              defaultValue={draft.lastDay}
            />
          </div>
          <ActionRow>
            <Button type="submit">{absence("show")}</Button>
          </ActionRow>
        </form>
      </CardBody>
    </Card>
  );
}
