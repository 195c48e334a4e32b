import { deviceText } from "@/components/appointment/device-text";
import { ActionForm } from "@/components/form/action-form";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Disclosure } from "@/components/ui/disclosure";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { SubmitButton } from "@/components/ui/submit-button";
import type { LinkUse } from "@/lib/appointments/service/change-link";
import { formatDateTime } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { revokeLinkAction, rotateLinkAction } from "../actions";

type Props = { page: AppointmentPage; use: LinkUse };

/** Whether the customer's link works, when it was opened and roughly from where; and how to end it. */
export function LinkCard({ page, use }: Props) {
  const { appointments, appointment, venue } = page;
  const { name, email } = appointment.customer;
  const { state, count, opens } = use;

  return (
    <Card aria-labelledby="link">
      <CardHead id="link">{appointments("link.title", { name })}</CardHead>
      <CardBody>
        <Facts>
          <Fact
            label={appointments("link.state")}
            sub={state !== "over" && appointments(`link.${state}Hint`, { name })}
          >
            {appointments(`link.${state}`)}
          </Fact>
          <Fact label={appointments("link.opened")}>
            {count === 0 ? appointments("link.never") : appointments("link.times", { count })}
          </Fact>
          {opens.length > 0 && (
            <Fact label={appointments("link.last")}>
              <ul className="grid gap-1">
                {opens.map(({ id, at, ...client }) => (
                  <li key={id}>
                    {formatDateTime(at, venue)}
                    <span className="block text-sm text-ink-2">{fromText(page, client)}</span>
                  </li>
                ))}
              </ul>
            </Fact>
          )}
        </Facts>
        {state !== "over" && (
          <Disclosure summary={appointments("link.more")} icon="link">
            <div className="grid gap-3">
              {email !== null && (
                <p className="text-ink-2">{appointments("link.rotateHint", { name })}</p>
              )}
              <div className="flex flex-wrap gap-2">
                {email !== null && <LinkForm page={page} use={use} verb="rotate" />}
                {state === "live" && <LinkForm page={page} use={use} verb="revoke" />}
              </div>
            </div>
          </Disclosure>
        )}
      </CardBody>
    </Card>
  );
}

const VERBS = {
  rotate: { action: rotateLinkAction, variant: "secondary", pending: "rotating" },
  revoke: { action: revokeLinkAction, variant: "danger", pending: "revoking" },
} as const;

function LinkForm({ page, use, verb }: Props & { verb: keyof typeof VERBS }) {
  const { appointments, appointment, common, company } = page;
  const { action, variant, pending } = VERBS[verb];

  return (
    <ActionForm action={action} referenceLabel={common("problem.reference")}>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="appointmentId" value={appointment.id} />
      <input type="hidden" name="generation" value={use.generation} />
      <SubmitButton variant={variant} pendingLabel={appointments(`link.${pending}`)}>
        {appointments(`link.${verb}`)}
      </SubmitButton>
    </ActionForm>
  );
}

function fromText(
  { appointments }: AppointmentPage,
  { network, userAgent }: Pick<LinkUse["opens"][number], "network" | "userAgent">,
): string {
  const device = deviceText(userAgent, appointments);
  if (network === null) return device ?? "";

  return device === null
    ? appointments("link.network", { network })
    : appointments("link.from", { device, network });
}
