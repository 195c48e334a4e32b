"use client";

import type { ComponentProps } from "react";

import { Input } from "@/components/ui/input";

import { useRefusal } from "./action-form";

type Props = Omit<ComponentProps<typeof Input>, "id" | "name"> & {
  name: string;
  "aria-label": string;
};

/** One of many small fields whose label is its place in a table; its error stands below it. */
export function KeptInput({ name, defaultValue, ...props }: Props) {
  const { errors, values } = useRefusal();
  const error = errors[name];
  const errorId = `${name}-error`;

  return (
    <span className="grid min-w-0 content-start gap-1">
      <Input
        id={name}
        name={name}
        defaultValue={values[name] ?? defaultValue}
        aria-invalid={error === undefined ? undefined : true}
        aria-describedby={error === undefined ? undefined : errorId}
        {...props}
      />
      {error !== undefined && (
        <span id={errorId} className="text-note text-bad">
          {error}
        </span>
      )}
    </span>
  );
}
