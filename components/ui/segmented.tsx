import type { ComponentProps } from "react";

type Option = { value: string; label: string };

type Props = Omit<ComponentProps<"input">, "type" | "value"> & {
  legend: string;
  name: string;
  options: readonly Option[];
  defaultValue?: string;
};

/** Two or three choices in one bar; a radio group underneath. */
export function Segmented({ legend, options, defaultValue, ...props }: Props) {
  return (
    <fieldset className="inline-flex gap-0.5 justify-self-start rounded-md border border-line-strong bg-sunken p-0.5">
      <legend className="sr-only">{legend}</legend>
      {options.map(({ value, label }) => (
        <label
          key={value}
          className="relative inline-flex min-h-[calc(var(--control)-6px)] items-center rounded-sm px-3 font-medium text-ink-2 has-checked:bg-surface has-checked:text-ink has-checked:ring has-checked:ring-line-strong has-focus-visible:outline-2 has-focus-visible:outline-offset-1 has-focus-visible:outline-accent max-lg:min-h-control"
        >
          <input
            type="radio"
            value={value}
            defaultChecked={value === defaultValue}
            className="absolute inset-0 size-full opacity-0"
            {...props}
          />
          {label}
        </label>
      ))}
    </fieldset>
  );
}
