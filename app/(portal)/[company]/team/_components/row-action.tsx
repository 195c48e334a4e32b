import type { ComponentProps } from "react";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = {
  page: PortalPage;
  action: ComponentProps<typeof ActionForm>["action"];
  /** The hidden field that says whom or what the button is about. */
  id: Record<string, string>;
  label: string;
  /** Said after the label: every row has the same button. */
  labelFor: string;
  variant?: "secondary" | "danger";
};

/** One button of a row: a form of its own, so that it works without JavaScript. */
export function RowAction({ page, action, id, variant = "secondary", ...texts }: Props) {
  const { company, team, common } = page;

  return (
    <ActionForm
      action={action}
      referenceLabel={common("problem.reference")}
      className="inline-grid justify-items-end gap-2 text-left whitespace-normal max-lg:justify-items-start"
    >
      <input type="hidden" name="company" value={company.slug} />
      {Object.entries(id).map(([name, value]) => (
        <input key={name} type="hidden" name={name} value={value} />
      ))}
      <SubmitButton variant={variant} size="sm" pendingLabel={team("pending")}>
        <span>
          {texts.label}
          <VisuallyHidden> {texts.labelFor}</VisuallyHidden>
        </span>
      </SubmitButton>
    </ActionForm>
  );
}
