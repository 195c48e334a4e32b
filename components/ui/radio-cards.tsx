import type { ComponentProps, ReactNode } from "react";

import { joinClasses } from "./join-classes";

type Option = { value: string; label: ReactNode; hint?: ReactNode; isDisabled?: boolean };

type Props = Omit<ComponentProps<"input">, "type" | "value"> & {
  legend: ReactNode;
  name: string;
  options: readonly Option[];
  defaultValue?: string;
  columns?: 1 | 2;
};

export function RadioCards({ legend, options, defaultValue, columns = 1, ...props }: Props) {
  return (
    <fieldset className={joinClasses("grid min-w-0 gap-2", columns === 2 && "md:grid-cols-2")}>
      <legend className="mb-1 font-medium">{legend}</legend>
      {options.map(({ value, label, hint, isDisabled }) => (
        <label
          key={value}
          className="flex min-h-control items-start gap-2 rounded-md border border-field-line bg-surface px-3 py-2 has-checked:border-accent has-checked:bg-accent-soft has-checked:inset-ring has-checked:inset-ring-accent has-disabled:cursor-not-allowed has-disabled:border-line has-disabled:text-ink-3"
        >
          <input
            type="radio"
            value={value}
            defaultChecked={value === defaultValue}
            disabled={isDisabled}
            className="mt-0.5 size-4 flex-none accent-accent"
            {...props}
          />
          <span className="min-w-0">
            <span className="font-medium">{label}</span>
            {hint && <span className="block text-note text-ink-2">{hint}</span>}
          </span>
        </label>
      ))}
    </fieldset>
  );
}
