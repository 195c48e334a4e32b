import type { ComponentProps } from "react";

import { Field, type FieldLook } from "@/components/ui/field";
import { Textarea } from "@/components/ui/textarea";

type Props = FieldLook & Omit<ComponentProps<typeof Textarea>, "id">;

export function TextareaField({ id, label, hint, error, optional, ...props }: Props) {
  return (
    <Field id={id} label={label} hint={hint} error={error} optional={optional}>
      {(control) => <Textarea {...control} {...props} />}
    </Field>
  );
}
