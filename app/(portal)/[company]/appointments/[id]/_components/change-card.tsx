import type { ReactNode } from "react";

import { ActionForm } from "@/components/form/action-form";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { SubmitButton } from "@/components/ui/submit-button";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { AppointmentFields } from "./appointment-fields";
import { ChangeHead } from "./change-head";
import { CurrentTime } from "./current-time";

type Props = {
  page: AppointmentPage;
  /** Which texts: `<name>.title`, `.lead`, `.current`, `.keep`, `.submit` and `.pending`. */
  name: "restore" | "service" | "ask";
  action: Parameters<typeof ActionForm>[0]["action"];
  children: ReactNode;
};

/** A page with one change to an appointment: what it is about, the fields, and the way back. */
export function ChangeCard({ page, name, action, children }: Props) {
  const { appointment, appointments, common, href } = page;
  const title = appointments(`${name}.title`);

  return (
    <>
      <ChangeHead
        page={page}
        title={title}
        current={title}
        lead={appointments("move.lead", {
          customer: appointment.customer.name,
          service: appointment.service.name,
          minutes: (appointment.endsAt.getTime() - appointment.startsAt.getTime()) / 60_000,
        })}
      />
      <Card aria-label={title} className="max-w-160">
        <CardBody>
          <CurrentTime page={page} label={appointments(`${name}.current`)} />
          <p className="text-ink-2">{appointments(`${name}.lead`)}</p>
          <ActionForm action={action} referenceLabel={common("problem.reference")}>
            <AppointmentFields page={page} />
            {children}
            <ActionRow>
              <ButtonLink href={href}>{appointments(`${name}.keep`)}</ButtonLink>
              <SubmitButton pendingLabel={appointments(`${name}.pending`)}>
                {appointments(`${name}.submit`)}
              </SubmitButton>
            </ActionRow>
          </ActionForm>
        </CardBody>
      </Card>
    </>
  );
}
