import type { ComponentProps } from "react";

import { Field, type FieldLook } from "@/components/ui/field";
import { Select } from "@/components/ui/select";

type Props = FieldLook & Omit<ComponentProps<typeof Select>, "id">;

export function SelectField({ id, label, hint, error, optional, ...props }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <Select {...control} {...props} />}
    </Field>
  );
}
