import { Select } from "./select";

type Props = {
  name: string;
  label: string;
  /** The option that narrows nothing; without it one of the others is always chosen. */
  all?: string;
  options: readonly { id: string; name: string }[];
  chosen: string | undefined;
};

/** One choice of a FilterBar; one that is set says so, and one without an alternative is not shown. */
export function FilterChoice({ name, label, all, options, chosen = "" }: Props) {
  if (options.length < 2) return null;

  return (
    <Select
      key={chosen}
      fit
      name={name}
      aria-label={label}
      defaultValue={chosen}
      isSet={all !== undefined && chosen !== ""}
    >
      {all !== undefined && <option value="">{all}</option>}
      {options.map((option) => (
        <option key={option.id} value={option.id}>
          {option.name}
        </option>
      ))}
    </Select>
  );
}
