"use client";

import type { ComponentProps } from "react";

import { SlotRadio } from "@/components/ui/slot-radio";

import { useRefusal } from "./action-form";

type Props = Omit<ComponentProps<typeof SlotRadio>, "value"> & { name: string; value: string };

/** A choice that survives a refusal. */
export function KeptSlotRadio({ name, value, defaultChecked, ...props }: Props) {
  const { values } = useRefusal();
  const chosen = values[name];

  return (
    <SlotRadio
      name={name}
      value={value}
      defaultChecked={chosen === undefined ? defaultChecked : chosen === value}
      {...props}
    />
  );
}
