import type { ReactNode } from "react";

import { Icon } from "./icon";

export type ControlAttributes = {
  id: string;
  "aria-describedby"?: string;
  "aria-invalid"?: true;
};

export type FieldLook = {
  id: string;
  label: ReactNode;
  hint?: ReactNode;
  error?: string | undefined;
  /** The word that marks a field as optional; required is the rule and stays unmarked. */
  optional?: ReactNode;
};

type Props = FieldLook & { children: (control: ControlAttributes) => ReactNode };

/** A label, one control, its hint and its error, tied together for assistive technology. */
export function Field({ id, label, hint, error, optional, children }: Props) {
  const hintId = hint ? `${id}-hint` : "";
  const errorId = error ? `${id}-error` : "";
  const describedBy = `${errorId} ${hintId}`.trim();

  return (
    <div className="grid min-w-0 content-start gap-1">
      <label htmlFor={id} className="font-medium">
        {label}
        {optional && <span className="font-normal text-ink-3"> {optional}</span>}
      </label>
      {children({
        id,
        ...(describedBy && { "aria-describedby": describedBy }),
        ...(error && { "aria-invalid": true }),
      })}
      {error && (
        <span id={errorId} className="flex items-start gap-1 text-note text-bad">
          <Icon name="alert" size="sm" className="mt-1" />
          {error}
        </span>
      )}
      {hint && (
        <span id={hintId} className="text-note text-ink-2">
          {hint}
        </span>
      )}
    </div>
  );
}
