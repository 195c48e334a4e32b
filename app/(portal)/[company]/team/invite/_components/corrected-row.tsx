import { SelectField } from "@/components/form/select-field";
import { TextField } from "@/components/form/text-field";
import type { InvitedRow, InviteRow } from "@/lib/invitations/schema";

import type { InviteChoices, InviteTexts } from "./invite-choices";
import { Options } from "./options";

type Props = InviteChoices & { index: number; row: InvitedRow; texts: InviteTexts };

/** A refused row with what it needs to be sent again; the reason stands at the field it is about. */
export function CorrectedRow({ index, row, texts, roles, branches, staff }: Props) {
  const { labels, errors, languages } = texts;
  const errorAt = (field: keyof InviteRow) =>
    row.problem?.field === field ? errors[row.problem.code] : undefined;
  const at = (field: keyof InviteRow) => ({
    id: `${field}.${String(index)}`,
    name: `${field}.${String(index)}`,
    error: errorAt(field),
  });

  return (
    <fieldset className="grid min-w-0 gap-3 border-b border-line pb-4 md:grid-cols-2 xl:grid-cols-[2fr_1fr_1fr_1fr_1fr]">
      <legend className="mb-2 font-medium">
        {labels["row"]} {index + 1}
      </legend>
      <TextField
        {...at("email")}
        label={labels["email"]}
        defaultValue={row.email}
        autoComplete="off"
        maxLength={320}
      />
      <SelectField {...at("role")} label={labels["role"]} defaultValue={row.role}>
        {roles.map(({ value, label }) => (
          <option key={value} value={value}>
            {label}
          </option>
        ))}
      </SelectField>
      <SelectField {...at("branchId")} label={labels["branch"]} defaultValue={row.branchId}>
        <Options none={labels["noBranch"]} choices={branches} />
      </SelectField>
      <SelectField {...at("staffId")} label={labels["staff"]} defaultValue={row.staffId}>
        <Options none={labels["noStaff"]} choices={staff} />
      </SelectField>
      <SelectField {...at("locale")} label={labels["locale"]} defaultValue={row.locale}>
        <option value="de">{languages.de}</option>
        <option value="en">{languages.en}</option>
      </SelectField>
    </fieldset>
  );
}
