import { Input } from "./input";

type Props = { label: string; value: string; name?: string; type?: "search" | "email" };

/** What is searched for in a FilterBar; React would keep what was typed before the last answer. */
export function FilterSearch({ label, value, name = "search", type = "search" }: Props) {
  return (
    <Input
      key={value}
      type={type}
      name={name}
      icon="search"
      maxLength={type === "email" ? 254 : 80}
      defaultValue={value}
      placeholder={label}
      aria-label={label}
    />
  );
}
