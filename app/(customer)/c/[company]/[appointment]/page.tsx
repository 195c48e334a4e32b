import type { Metadata } from "next";

import { StatusBadge } from "@/components/appointment/status-badge";
import { otherZone, timeRange } from "@/components/appointment/when-text";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Card } from "@/components/ui/card";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { WhenHero } from "@/components/ui/when-hero";
import { newsForCustomer } from "@/lib/calcom/schema";
import { formatDay, formatMoney } from "@/lib/shared/format";
import { type ManagedPage, managedPage, type ManagedParams } from "@/lib/web/managed-page";

import { ChangeOptions } from "./_components/change-options";
import { ContactCard } from "./_components/contact-card";
import { CustomerHistory } from "./_components/customer-history";
import { CustomerPage } from "./_components/customer-page";
import { NewTimeAsked } from "./_components/new-time-asked";

type Props = { params: ManagedParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { customer, appointment, reader, ctx } = await managedPage(params);

  return {
    title: customer("titleOn", {
      day: formatDay(appointment.startsAt, reader, ctx.now),
      company: appointment.company.name,
    }),
  };
}

export default async function ManagedAppointmentPage({ params }: Props) {
  const page = await managedPage(params);
  const { appointment, customer } = page;

  return (
    <CustomerPage page={page}>
      <h1 className="sr-only">{customer("title", { company: appointment.company.name })}</h1>
      <NewTimeAsked page={page} />
      <AppointmentCard page={page} />
      <ChangeOptions page={page} />
      <ContactCard page={page} />
      <CustomerHistory page={page} />
    </CustomerPage>
  );
}

function AppointmentCard({ page }: { page: ManagedPage }) {
  const { appointment, reader, customer, common, locale, href } = page;
  const { service, staff, branch, startsAt, status, syncStatus } = appointment;
  const news = newsForCustomer(syncStatus);
  const address = `${branch.street}, ${branch.postalCode} ${branch.city}`;
  const map = `https://www.openstreetmap.org/search?query=${encodeURIComponent(address)}`;

  return (
    <Card aria-labelledby="when">
      <WhenHero
        id="when"
        dateTime={startsAt.toISOString()}
        day={formatDay(startsAt, reader, page.ctx.now)}
        time={timeRange(appointment, reader, common)}
        zone={otherZone(startsAt, {
          reader,
          ownZone: appointment.customer.timeZone,
          city: branch.city,
          now: page.ctx.now,
          customer,
        })}
        badge={
          <StatusBadge status={status} label={common(`appointmentStatus.${status}`)} isProminent />
        }
      />
      <LineList>
        <LineItem
          icon="scissors"
          sub={customer("details.durationPrice", {
            minutes: (appointment.endsAt.getTime() - startsAt.getTime()) / 60_000,
            price: formatMoney(appointment.priceMinor, appointment.currency, locale),
          })}
        >
          {service.name}
        </LineItem>
        <LineItem icon="user">{staff.name}</LineItem>
        <LineItem
          icon="pin"
          sub={`${branch.postalCode} ${branch.city}`}
          action={
            <ButtonAnchor variant="link" href={map} rel="noreferrer" target="_blank">
              {customer("details.map")}
              <VisuallyHidden>
                {customer("details.mapFor", { street: branch.street })}
              </VisuallyHidden>
            </ButtonAnchor>
          }
        >
          {branch.street}
        </LineItem>
        {news !== null && (
          <LineItem icon={news === "pending" ? "clock" : "alert"}>
            {customer(`sync.${news}`, { company: appointment.company.name })}
          </LineItem>
        )}
        {status !== "cancelled" && (
          <LineItem
            icon="calendar-plus"
            action={
              <ButtonAnchor variant="link" href={`${href}/calendar.ics`}>
                {customer("details.calendarAdd")}
                <VisuallyHidden>: {customer("details.calendar")}</VisuallyHidden>
              </ButtonAnchor>
            }
          >
            {customer("details.calendar")}
          </LineItem>
        )}
      </LineList>
    </Card>
  );
}
