"use client";

import type { ComponentProps } from "react";

import { Checkbox } from "@/components/ui/checkbox";

import { useRefusal } from "./action-form";

type Props = Omit<ComponentProps<typeof Checkbox>, "defaultChecked" | "value"> & {
  name: string;
  defaultChecked: boolean;
};

/** A tick that survives a refusal; what is not ticked is not sent, so the other fields tell. */
export function KeptCheckbox({ name, defaultChecked, ...props }: Props) {
  const { values } = useRefusal();
  const isChecked = Object.keys(values).length > 0 ? values[name] === "on" : defaultChecked;

  return <Checkbox key={String(isChecked)} name={name} defaultChecked={isChecked} {...props} />;
}
