import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { Badge } from "@/components/ui/badge";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Icon } from "@/components/ui/icon";
import { RuleItem } from "@/components/ui/rule-item";
import { RuleList } from "@/components/ui/rule-list";
import { newsForCustomer } from "@/lib/calcom/schema";
import { canBeMailed } from "@/lib/delivery/service/can-be-mailed";
import { maskEmail } from "@/lib/shared/email";
import { formatDay, formatTime } from "@/lib/shared/format";
import { type ManagedPage, managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { CustomerPage } from "../_components/customer-page";
import { ownZone } from "../_components/own-clock";

type Props = { params: ManagedParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer, appointment } = await managedPage(params);

  return { title: customer("done.pageTitle", { company: appointment.company.name }) };
}

/** Says what is stored, read again: never a success that has not happened. */
export default async function DonePage({ params }: Props) {
  const page = await managedPage(params);
  const { appointment, customer, href } = page;
  const isCancelled = appointment.status === "cancelled";
  if (!isJustDone(page)) redirect(href);
  const news = newsForCustomer(appointment.syncStatus);
  const { email } = appointment.customer;
  const isMailed = await canBeMailed(page.ctx, email);

  return (
    <CustomerPage page={page} path="/done">
      <DoneHead page={page} />
      <Card>
        <CardBody>
          <RuleList>
            <RuleItem>{customer(isCancelled ? "done.cancelledSaved" : "done.movedSaved")}</RuleItem>
            {news !== null && (
              <RuleItem icon={news === "pending" ? "clock" : "alert"} tone="quiet">
                {customer(`sync.${news}`, { company: appointment.company.name })}
              </RuleItem>
            )}
            {email !== null && (
              <RuleItem icon={isMailed ? "send" : "alert"} tone="quiet">
                {customer(isMailed ? "done.mail" : "done.noMail", { email: maskEmail(email) })}
              </RuleItem>
            )}
          </RuleList>
        </CardBody>
      </Card>
      <div className="grid gap-3">
        {!isCancelled && (
          <ButtonAnchor variant="primary" size="block" href={`${href}/calendar.ics`}>
            <Icon name="calendar-plus" />
            {customer("done.calendar")}
          </ButtonAnchor>
        )}
        <ButtonAnchor size="block" href={href}>
          {customer("done.view")}
        </ButtonAnchor>
      </div>
    </CustomerPage>
  );
}

function DoneHead({ page }: { page: ManagedPage }) {
  const { appointment, customer, reader, ctx } = page;
  const { startsAt, service, staff, branch, status } = appointment;
  const isCancelled = status === "cancelled";
  const day = formatDay(startsAt, reader, ctx.now);
  const own = ownZone(page, startsAt);

  return (
    <div className="grid justify-items-start gap-3">
      <Badge tone={isCancelled ? "quiet" : "ok"} icon={isCancelled ? "ban" : "check"} size="lg">
        {customer(isCancelled ? "done.cancelled" : "done.moved")}
      </Badge>
      <h1>
        {isCancelled
          ? customer("done.cancelledTitle", { day })
          : customer("done.movedTitle", { day, time: formatTime(startsAt, reader) })}
      </h1>
      {own && <p className="text-ink-2">{own}</p>}
      {!isCancelled && (
        <p className="text-ink-2">
          {customer("done.movedText", {
            service: service.name,
            staff: staff.name,
            street: branch.street,
            city: branch.city,
          })}
        </p>
      )}
    </div>
  );
}

/** The newest that has happened is this customer's move or cancellation. */
function isJustDone({ timeline }: ManagedPage): boolean {
  const [newest] = timeline;

  return (
    newest?.actorKind === "customer" &&
    ["rescheduled", "staff_changed", "cancelled"].includes(newest.action)
  );
}
