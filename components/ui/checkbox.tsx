import type { ComponentProps, ReactNode } from "react";

type Props = Omit<ComponentProps<"input">, "type" | "children"> & {
  children: ReactNode;
  hint?: ReactNode;
};

export function Checkbox({ children, hint, ...props }: Props) {
  return (
    <label className="flex items-start gap-2 max-lg:min-h-11 max-lg:py-2">
      <input type="checkbox" className="mt-px size-4.5 flex-none accent-accent" {...props} />
      <span>
        {children}
        {hint && <span className="block text-note text-ink-2">{hint}</span>}
      </span>
    </label>
  );
}
