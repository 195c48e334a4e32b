import { dayAndTime } from "@/components/appointment/when-text";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import type { Decision } from "@/lib/policies/rules";
import { formatMoney } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { whyText } from "./why-text";

type Props = { page: AppointmentPage };

/** What the customer's own link still allows, so that nobody has to guess on the telephone. */
export function CustomerMay({ page }: Props) {
  const { appointment, appointments } = page;
  const { customer } = appointment;
  const { reschedule, cancel } = appointment.forCustomer;
  if (reschedule.refusal === "already-cancelled" || reschedule.refusal === "appointment-over") {
    return null;
  }

  return (
    <Card aria-labelledby="customer-may">
      <CardHead id="customer-may">
        {appointments("customerMay.title", { name: customer.name })}
      </CardHead>
      <CardBody>
        <Facts>
          <Fact
            label={appointments("customerMay.reschedule")}
            sub={
              reschedule.refusal === null &&
              appointments("customerMay.movesLeft", {
                left: reschedule.left,
                fee: feeText(page, reschedule),
              })
            }
          >
            {untilOrWhy(page, reschedule)}
          </Fact>
          <Fact
            label={appointments("customerMay.cancel")}
            sub={cancel.refusal === null && feeText(page, cancel)}
          >
            {untilOrWhy(page, cancel)}
          </Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function untilOrWhy(page: AppointmentPage, decision: Decision): string {
  const { appointments, common, venue: reader, ctx } = page;
  if (decision.refusal !== null) return whyText(page, decision);

  return appointments("customerMay.until", {
    until: dayAndTime(decision.until, { reader, now: ctx.now, common }),
  });
}

/** What it costs now, and from when on it costs something else. */
function feeText(page: AppointmentPage, { fees }: Decision): string {
  const { appointments, appointment, customer, common, locale } = page;
  const [first, ...later] = fees.map(({ until, feeMinor }) => ({
    until: dayAndTime(until, { reader: page.venue, now: page.ctx.now, common }),
    cost: feeMinor === 0 ? "free" : "fee",
    fee: formatMoney(feeMinor, appointment.currency, locale),
  }));
  const now = appointments(`customerMay.${first?.cost ?? "free"}`, { fee: first?.fee ?? "" });
  if (later.length === 0) return now;
  const then = later.map((step) => customer("can.then", step)).join("");

  return appointments("customerMay.feeUntil", { now, until: first?.until ?? "", then });
}
