import type { ComponentProps } from "react";

import type { Disclosure } from "@/components/ui/disclosure";

import { ActionForm } from "./action-form";
import { KeptDisclosure } from "./kept-disclosure";

type Props = ComponentProps<typeof ActionForm> &
  Pick<ComponentProps<typeof Disclosure>, "summary" | "icon" | "isOpen">;

/** A form that is folded away until somebody wants it, and unfolded where it was refused. */
export function DisclosedForm({
  summary,
  icon = "plus",
  isOpen = false,
  children,
  ...form
}: Props) {
  return (
    <ActionForm {...form}>
      <KeptDisclosure summary={summary} icon={icon} isOpen={isOpen}>
        <div className="grid gap-4">{children}</div>
      </KeptDisclosure>
    </ActionForm>
  );
}
