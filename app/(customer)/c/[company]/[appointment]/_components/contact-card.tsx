import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { Icon } from "@/components/ui/icon";
import { Phone } from "@/components/ui/phone";
import type { ManagedPage } from "@/lib/web/managed-page";

/** How to reach the company: the next step whenever something is not possible online. */
export function ContactCard({ page }: { page: ManagedPage }) {
  const { appointment, customer } = page;
  const { branch, company } = appointment;
  const phone = branch.phone ?? company.phone;
  const email = branch.email ?? company.email;

  return (
    <Card aria-labelledby="contact">
      <CardBody className="gap-3">
        <h2 id="contact">
          {customer(appointment.status === "cancelled" ? "contact.anew" : "contact.title")}
        </h2>
        {phone !== null && <Phone number={phone} look={{ size: "block" }} />}
        {email !== null && (
          <ButtonAnchor size="block" href={`mailto:${email}`}>
            <Icon name="mail" />
            <span className="wrap-anywhere">{email}</span>
          </ButtonAnchor>
        )}
        {company.openingHoursNote !== null && (
          <p className="text-note text-ink-2">{company.openingHoursNote}</p>
        )}
      </CardBody>
    </Card>
  );
}
