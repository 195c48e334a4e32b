import { mayDo } from "@/components/appointment/may-do";
import { dayAndTime } from "@/components/appointment/when-text";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Icon } from "@/components/ui/icon";
import type { AppointmentConflict } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { type Attempt, goOnHref } from "./conflict-query";
import { whyText } from "./why-text";

type Props = { page: AppointmentPage; conflict: AppointmentConflict; attempt: Attempt };

/** The two ways on; one where nothing is left to change. */
export function ConflictNext({ page, attempt }: Props) {
  const { appointment, appointments, href } = page;
  const canGoOn = isPossible(appointment, attempt);

  return (
    <Card aria-labelledby="next">
      <CardBody className="lg:grid-cols-[minmax(0,1fr)_auto] lg:items-center">
        <div className="max-w-160">
          <h2 id="next">{appointments("conflict.next")}</h2>
          <p className="text-ink-2">{hint(page, attempt, canGoOn)}</p>
        </div>
        <ActionRow>
          {canGoOn ? (
            <>
              <ButtonLink href={href}>{appointments("conflict.discard")}</ButtonLink>
              <ButtonLink variant="primary" href={goOnHref(href, attempt)}>
                {appointments("conflict.goOn")}
                <Icon name="arrow-right" />
              </ButtonLink>
            </>
          ) : (
            <ButtonLink variant="primary" href={href}>
              {appointments("conflict.toAppointment")}
            </ButtonLink>
          )}
        </ActionRow>
      </CardBody>
    </Card>
  );
}

function isPossible(appointment: AppointmentPage["appointment"], attempt: Attempt): boolean {
  if (attempt.kind === "step") return appointment.steps.includes(attempt.step);

  return mayDo(attempt.kind === "cancel" ? "cancel" : "reschedule", appointment) !== "no";
}

function hint(page: AppointmentPage, attempt: Attempt, canGoOn: boolean): string {
  const { appointment, appointments, venue, common, ctx } = page;
  if (attempt.kind === "step") {
    const step = appointments(`steps.${attempt.step}`);

    return appointments(canGoOn ? "conflict.nextStep" : "conflict.nextNoStep", { step });
  }
  if (appointment.status === "cancelled") return appointments("conflict.nextOver");
  if (!canGoOn) {
    return whyText(page, attempt.kind === "cancel" ? appointment.cancel : appointment.reschedule);
  }
  if (attempt.kind === "service") return appointments("conflict.nextForm");
  if (attempt.kind !== "move") return appointments("conflict.nextCancel");

  return appointments(attempt.isFree ? "conflict.nextFree" : "conflict.nextTaken", {
    when: dayAndTime(attempt.startsAt, { reader: venue, now: ctx.now, common }),
    staff: attempt.staff.name,
  });
}
