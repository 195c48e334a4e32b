import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Link } from "@/components/ui/link";
import { Phone } from "@/components/ui/phone";
import type { CustomerDetail } from "@/lib/customers/schema";
import { formatDate } from "@/lib/shared/format";
import { REACH } from "@/lib/tenancy/roles";
import type { CustomersPage } from "@/lib/web/customers-page";

type Props = { page: CustomersPage; customer: CustomerDetail };

export function CustomerFacts({ page, customer }: Props) {
  const { customers: t, common, reader } = page;
  const { email, phone, notes } = customer;

  return (
    <Card aria-labelledby="facts">
      <CardHead id="facts">{t("facts")}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={t("field.email")}>
            {email === "" ? t("nothing") : <a href={`mailto:${email}`}>{email}</a>}
          </Fact>
          <Fact label={t("field.phone")}>
            {phone === "" ? t("nothing") : <Phone number={phone} />}
          </Fact>
          <Fact label={t("field.locale")}>{common(`language.${customer.locale}`)}</Fact>
          <Fact label={t("field.timeZone")}>{customer.timeZone}</Fact>
          <Fact label={t("field.since")}>{formatDate(customer.createdAt, reader)}</Fact>
          {notes !== "" && (
            <Fact label={t("field.notes")}>
              <span className="whitespace-pre-line">{notes}</span>
            </Fact>
          )}
        </Facts>
        {REACH["erase-customers"][page.member.role] === "all" && (
          <p>
            <Link href={`${page.home}/customers/${customer.id}/erase`}>{t("erase.link")}</Link>
          </p>
        )}
      </CardBody>
    </Card>
  );
}
