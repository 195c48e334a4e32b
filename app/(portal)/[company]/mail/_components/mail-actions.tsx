import type { ComponentProps } from "react";

import { ActionForm } from "@/components/form/action-form";
import { SubmitButton } from "@/components/ui/submit-button";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { canCancel, retryMode } from "@/lib/delivery/rules";
import type { Mail } from "@/lib/delivery/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { MailPage } from "@/lib/web/mail-page";

type Action = ComponentProps<typeof ActionForm>["action"];

type ButtonProps = {
  page: MailPage;
  action: Action;
  /** The hidden field that says what the button is about. */
  id: Record<string, string>;
  label: string;
  /** Said after the label: every row has the same button. */
  labelFor: string;
};

/** One button with a form of its own, so that it works without JavaScript. */
export function MailButton({ page, action, id, label, labelFor }: ButtonProps) {
  const { company, delivery, common } = page;

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
      <SubmitButton variant="secondary" size="sm" pendingLabel={delivery("action.pending")}>
        <span>
          {label}
          <VisuallyHidden> {labelFor}</VisuallyHidden>
        </span>
      </SubmitButton>
    </ActionForm>
  );
}

type Props = { page: MailPage; mail: Mail; actions: { retry: Action; cancel: Action } };

/** What may be done with a mail, for those who may. */
export function MailActions({ page, mail, actions }: Props) {
  const { delivery, ctx, member } = page;
  if (REACH["see-mail"][member.role] !== "all") return null;
  const mode = mail.isSuppressed ? null : retryMode(mail, ctx.now);
  const labelFor = delivery("action.for", { recipient: mail.recipient });
  const id = { mailId: mail.id };

  return (
    <>
      {mode !== null && (
        <MailButton
          {...{ page, id, labelFor, action: actions.retry, label: delivery(`action.${mode}`) }}
        />
      )}
      {canCancel(mail, ctx.now) && (
        <MailButton
          {...{ page, id, labelFor, action: actions.cancel, label: delivery("action.cancel") }}
        />
      )}
    </>
  );
}
