"use client";

import type { ComponentProps } from "react";

import { Disclosure } from "@/components/ui/disclosure";

import { useRefusal } from "./action-form";

/** Open after a refusal, so that what has to be corrected is in sight, without JavaScript as well. */
export function KeptDisclosure({ isOpen = false, ...props }: ComponentProps<typeof Disclosure>) {
  const { values } = useRefusal();

  return <Disclosure isOpen={isOpen || Object.keys(values).length > 0} {...props} />;
}
