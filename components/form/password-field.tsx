import type { ComponentProps } from "react";

import { Field, type FieldLook } from "@/components/ui/field";
import { PasswordInput } from "@/components/ui/password-input";

type Props = FieldLook & Omit<ComponentProps<typeof PasswordInput>, "id">;

export function PasswordField({ id, label, hint, error, optional, ...props }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <PasswordInput {...control} {...props} />}
    </Field>
  );
}
