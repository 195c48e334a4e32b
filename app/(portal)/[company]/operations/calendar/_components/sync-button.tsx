import type { ComponentProps, ReactNode } from "react";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { SyncPage } from "@/lib/web/sync-page";

type Props = {
  page: SyncPage;
  action: ComponentProps<typeof ActionForm>["action"];
  /** Hidden fields that say what the button is about. */
  fields: Record<string, string>;
  label: string;
  /** Said after the label: every row has the same button. */
  labelFor: string;
  children?: ReactNode;
};

/** One button with a form of its own, so that it works without JavaScript. */
export function SyncButton({ page, action, fields, label, labelFor, children }: Props) {
  const { company, calcom, common } = page;

  return (
    <ActionForm
      action={action}
      referenceLabel={common("problem.reference")}
      className="inline-grid justify-items-start gap-2 text-left whitespace-normal"
    >
      <input type="hidden" name="company" value={company.slug} />
      {Object.entries(fields).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      {children}
      <SubmitButton variant="secondary" size="sm" pendingLabel={calcom("panel.pending")}>
        <span>
          {label}
          <VisuallyHidden> {labelFor}</VisuallyHidden>
        </span>
      </SubmitButton>
    </ActionForm>
  );
}
