import { mayDo } from "@/components/appointment/may-do";
import { ActionForm } from "@/components/form/action-form";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Icon } from "@/components/ui/icon";
import type { IconName } from "@/components/ui/icon-paths";
import { SubmitButton } from "@/components/ui/submit-button";
import type { Step } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { stepAction } from "../actions";
import { AppointmentFields } from "./appointment-fields";

const ICONS: Record<Step, IconName> = {
  confirm: "check",
  start: "play",
  complete: "calendar-check",
  "no-show": "user-x",
  restore: "undo",
};

/** What can be said of an appointment besides moving and cancelling it; nothing where nothing can. */
export function StepCard({ page }: { page: AppointmentPage }) {
  const { appointment, appointments, common, href } = page;
  const direct = appointment.steps.filter((step) => step !== "restore");
  const links = [
    appointment.steps.includes("restore") && {
      href: `${href}/restore`,
      icon: "undo",
      key: "restore",
    },
    mayDo("reschedule", appointment) !== "no" && {
      href: `${href}/service`,
      icon: "scissors",
      key: "service",
    },
    mayDo("reschedule", appointment) !== "no" &&
      appointment.customer.email !== null && { href: `${href}/ask`, icon: "mail", key: "ask" },
  ].filter((link) => link !== false);
  if (direct.length + links.length === 0) return null;

  return (
    <Card aria-labelledby="steps">
      <CardHead id="steps">{appointments("steps.title")}</CardHead>
      <CardBody>
        <ul className="grid gap-2">
          {direct.map((step) => (
            <li key={step}>
              <ActionForm action={stepAction} referenceLabel={common("problem.reference")}>
                <AppointmentFields page={page} />
                <input type="hidden" name="step" value={step} />
                <SubmitButton
                  variant="secondary"
                  className="w-full"
                  pendingLabel={appointments("steps.pending")}
                >
                  <Icon name={ICONS[step]} />
                  {appointments(`steps.${step}`)}
                </SubmitButton>
              </ActionForm>
            </li>
          ))}
          {links.map(({ href: target, icon, key }) => (
            <li key={key}>
              <ButtonLink href={target} className="w-full">
                <Icon name={icon as IconName} />
                {appointments(`steps.${key}`)}
              </ButtonLink>
            </li>
          ))}
        </ul>
      </CardBody>
    </Card>
  );
}
