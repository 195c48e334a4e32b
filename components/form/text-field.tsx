import type { ComponentProps } from "react";

import { Field, type FieldLook } from "@/components/ui/field";
import { Input } from "@/components/ui/input";

type Props = FieldLook & Omit<ComponentProps<typeof Input>, "id">;

export function TextField({ id, label, hint, error, optional, ...props }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <Input {...control} {...props} />}
    </Field>
  );
}
