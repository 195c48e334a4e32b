"use client";

import { Icon } from "@/components/ui/icon";

import { useRefusal } from "./action-form";

/** What was wrong with a group of choices, below it. */
export function KeptError({ name }: { name: string }) {
  const error = useRefusal().errors[name];
  if (error === undefined) return null;

  return (
    <span className="flex items-start gap-1 text-note text-bad">
      <Icon name="alert" size="sm" className="mt-1" />
      {error}
    </span>
  );
}
