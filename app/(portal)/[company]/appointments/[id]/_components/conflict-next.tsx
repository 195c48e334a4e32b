import { mayDo } from "@/components/appointment/may-do";
import { dayAndTime } from "@/components/appointment/when-text";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Icon } from "@/components/ui/icon";
import type { AppointmentConflict } from "@/lib/appointments/schema";
import type { AppointmentPage } from "@/lib/web/portal-page";

import type { Attempt } from "./conflict-query";
import { whyText } from "./why-text";

type Props = { page: AppointmentPage; conflict: AppointmentConflict; attempt: Attempt };

/** The two ways on; one where nothing is left to change. */
export function ConflictNext({ page, attempt }: Props) {
  const { appointment, appointments, href } = page;
  const canGoOn = mayDo(attempt.kind === "move" ? "reschedule" : "cancel", appointment) !== "no";

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

function hint(page: AppointmentPage, attempt: Attempt, canGoOn: boolean): string {
  const { appointment, appointments, venue, common } = page;
  if (appointment.status === "cancelled") return appointments("conflict.nextOver");
  if (!canGoOn) {
    return whyText(page, attempt.kind === "move" ? appointment.reschedule : appointment.cancel);
  }
  if (attempt.kind === "cancel") return appointments("conflict.nextCancel");

  return appointments(attempt.isFree ? "conflict.nextFree" : "conflict.nextTaken", {
    when: dayAndTime(attempt.startsAt, venue, common),
    staff: attempt.staff.name,
  });
}

/** The same form again, on the new state, with what was chosen and typed. */
function goOnHref(href: string, attempt: Attempt): string {
  const { reason } = attempt;
  const values: Record<string, string> =
    attempt.kind === "move"
      ? { slot: `${attempt.startsAt}|${attempt.staff.id}`, reason }
      : { category: attempt.category, reason };
  const query = new URLSearchParams(Object.entries(values).filter(([, value]) => value !== ""));

  return `${href}/${attempt.kind === "move" ? "move" : "cancel"}?${query.toString()}`;
}
