"use client";

import type { ComponentProps } from "react";

import { useRefusal } from "./action-form";
import { PasswordField } from "./password-field";
import { SelectField } from "./select-field";
import { TextField } from "./text-field";
import { TextareaField } from "./textarea-field";

type Kept<Field extends (props: never) => unknown> = Omit<
  Parameters<Field>[0] & ComponentProps<"input">,
  "error" | "id"
> & { name: string; /** Where a page has the name twice. */ id?: string };

/** A line of text that survives a refusal. */
export function KeptTextField({ name, defaultValue, ...props }: Kept<typeof TextField>) {
  const { errors, values } = useRefusal();

  return (
    <TextField
      id={name}
      name={name}
      error={errors[name]}
      defaultValue={values[name] ?? defaultValue}
      {...props}
    />
  );
}

type KeptTextarea = Omit<ComponentProps<typeof TextareaField>, "error" | "id"> & {
  name: string;
  id?: string;
};

export function KeptTextareaField({ name, defaultValue, ...props }: KeptTextarea) {
  const { errors, values } = useRefusal();

  return (
    <TextareaField
      id={name}
      name={name}
      error={errors[name]}
      defaultValue={values[name] ?? defaultValue}
      {...props}
    />
  );
}

type KeptPassword = Omit<ComponentProps<typeof PasswordField>, "error" | "id"> & { name: string };

/** A password is never sent back, so this one only shows what was wrong with it. */
export function KeptPasswordField({ name, ...props }: KeptPassword) {
  const { errors } = useRefusal();

  return <PasswordField id={name} name={name} error={errors[name]} {...props} />;
}

type KeptSelect = Omit<ComponentProps<typeof SelectField>, "error" | "id"> & {
  name: string;
  id?: string;
};

/** React leaves a select's default as it was first drawn, so a refused choice draws it anew. */
export function KeptSelectField({ name, defaultValue, ...props }: KeptSelect) {
  const { errors, values } = useRefusal();

  return (
    <SelectField
      key={values[name]}
      id={name}
      name={name}
      error={errors[name]}
      defaultValue={values[name] ?? defaultValue}
      {...props}
    />
  );
}
