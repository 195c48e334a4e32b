import type { ReactNode } from "react";

import { mayDo } from "@/components/appointment/may-do";
import { KeptTextareaField } from "@/components/form/kept-field";
import { ActionRow } from "@/components/ui/action-row";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { CurrentTime } from "./current-time";
import { NotifyChoice } from "./notify-choice";
import { whyText } from "./why-text";

type Props = { page: AppointmentPage; reason: string; children: ReactNode };

/** What it was, what it costs, why, and the button; it stays in sight beside a long list. */
export function MoveDecision({ page, reason, children }: Props) {
  const { appointment, appointments, common } = page;
  const { reschedule, customer } = appointment;
  const needsReason = mayDo("reschedule", appointment) === "with-reason";

  return (
    <Card className="lg:sticky lg:top-6" aria-label={appointments("move.title")}>
      <CardBody>
        <CurrentTime page={page} label={appointments("move.current")} />
        {needsReason && (
          <Note tone="info">
            <p>{appointments("move.override", { why: whyText(page, reschedule) })}</p>
          </Note>
        )}
        <p className="text-ink-2">{appointments("move.free")}</p>
        <KeptTextareaField
          name="reason"
          label={appointments("move.reason")}
          hint={
            customer.email === null
              ? undefined
              : appointments("move.reasonHint", { name: customer.name })
          }
          optional={needsReason ? undefined : common("field.optional")}
          required={needsReason}
          maxLength={500}
          rows={3}
          defaultValue={reason}
        />
        <NotifyChoice page={page} />
        <ActionRow>
          {children}
          <SubmitButton pendingLabel={appointments("move.pending")}>
            {appointments("move.submit")}
          </SubmitButton>
        </ActionRow>
      </CardBody>
    </Card>
  );
}
