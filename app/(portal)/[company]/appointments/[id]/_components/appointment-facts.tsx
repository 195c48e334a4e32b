import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Money } from "@/components/ui/money";
import { Phone } from "@/components/ui/phone";
import { formatMoney, formatZone, sameWallClock } from "@/lib/shared/format";
import type { AppointmentPage } from "@/lib/web/portal-page";

type Props = { page: AppointmentPage };

export function AppointmentFacts({ page }: Props) {
  const { appointment, appointments, company, locale, venue } = page;
  const { service, staff, branch, reference, notes, startsAt, endsAt, feeMinor } = appointment;
  const isElsewhere = !sameWallClock(startsAt, venue.timeZone, company.timeZone);
  const money = (minor: number) => (
    <Money value={(minor / 100).toFixed(2)}>
      {formatMoney(minor, appointment.currency, locale)}
    </Money>
  );

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{appointments("detail.facts")}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={appointments("detail.customer")} sub={<Contact page={page} />}>
            {appointment.customer.name}
          </Fact>
          <Fact
            label={appointments("detail.service")}
            sub={appointments("detail.minutes", {
              minutes: (endsAt.getTime() - startsAt.getTime()) / 60_000,
            })}
          >
            {service.name}
          </Fact>
          <Fact label={appointments("detail.price")}>{money(appointment.priceMinor)}</Fact>
          {feeMinor > 0 && <Fact label={appointments("detail.fee")}>{money(feeMinor)}</Fact>}
          <Fact label={appointments("detail.staff")}>{staff.name}</Fact>
          <Fact
            label={appointments("detail.branch")}
            sub={
              <>
                {branch.street}, {branch.postalCode} {branch.city}
                {isElsewhere && (
                  <span className="block">
                    {appointments("detail.zone", {
                      city: branch.city,
                      zone: formatZone(startsAt, venue),
                    })}
                  </span>
                )}
              </>
            }
          >
            {branch.name}
          </Fact>
          {notes !== null && !appointment.mayChange && (
            <Fact label={appointments("detail.note")}>{notes}</Fact>
          )}
          <Fact label={appointments("detail.reference")}>{reference}</Fact>
        </Facts>
      </CardBody>
    </Card>
  );
}

function Contact({ page: { appointment, appointments } }: Props) {
  const { phone, email } = appointment.customer;
  if (phone === null && email === null) return appointments("detail.noContact");

  return (
    <>
      {phone !== null && <Phone number={phone} className="block py-0.5 max-lg:py-3" />}
      {email !== null && (
        <a href={`mailto:${email}`} className="block py-0.5 max-lg:py-3">
          {email}
        </a>
      )}
    </>
  );
}
