import type { Metadata } from "next";
import { notFound } from "next/navigation";

import { ActionForm } from "@/components/form/action-form";
import { ActionRow } from "@/components/ui/action-row";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import { Fact } from "@/components/ui/fact";
import { Facts } from "@/components/ui/facts";
import { Note } from "@/components/ui/note";
import { PageHead } from "@/components/ui/page-head";
import { SubmitButton } from "@/components/ui/submit-button";
import type { CustomerDetail } from "@/lib/customers/schema";
import { foreseeMerge } from "@/lib/customers/service/foresee-merge";
import { REACH } from "@/lib/tenancy/roles";
import {
  customerPage,
  type CustomerParams,
  type CustomersPage,
  customersTitle,
} from "@/lib/web/customers-page";

import { Forbidden } from "../../../_components/forbidden";
import { mergeCustomersAction } from "./actions";

type Props = { params: CustomerParams; searchParams: Promise<{ with?: string | string[] }> };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "merge.title") };
}

export default async function MergePage({ params, searchParams }: Props) {
  const page = await customerPage(params);
  const { home, href, member, company, customer, customers: t, common } = page;
  if (REACH["merge-customers"][member.role] !== "all") return <Forbidden page={page} />;
  const { with: otherId } = await searchParams;
  if (typeof otherId !== "string" || otherId === customer.id) notFound();
  const { customer: other } = await customerPage(
    Promise.resolve({ company: company.slug, customer: otherId }),
  );
  const outlook = await foreseeMerge(page.ctx, { customerId: customer.id, otherId });

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[
              { href: `${home}/customers`, label: t("title") },
              { href, label: customer.name },
            ]}
            current={t("merge.title")}
          />
        }
        title={t("merge.title")}
      >
        {t("merge.lead")}
      </PageHead>
      <ActionForm
        action={mergeCustomersAction}
        referenceLabel={common("problem.reference")}
        className="grid gap-6"
      >
        <input type="hidden" name="company" value={company.slug} />
        <input type="hidden" name="customerId" value={customer.id} />
        <input type="hidden" name="version" value={customer.version} />
        <input type="hidden" name="otherId" value={other.id} />
        <input type="hidden" name="otherVersion" value={other.version} />
        <Columns even>
          <Side page={page} title="stays" customer={customer} />
          <Side page={page} title="goes" customer={other} />
        </Columns>
        <p className="text-ink-2">{t("merge.filled")}</p>
        {outlook !== null && (
          <Note tone="warn" title={t("merge.linksEnd", { email: outlook.from })}>
            {t("merge.mails", { count: outlook.mails, email: outlook.to })}
          </Note>
        )}
        <ActionRow>
          <ButtonLink href={href}>{t("merge.notTheSame")}</ButtonLink>
          <ButtonLink href={`${home}/customers/${other.id}/merge?with=${customer.id}`}>
            {t("merge.swap")}
          </ButtonLink>
          <SubmitButton pendingLabel={t("merge.pending")}>{t("merge.confirm")}</SubmitButton>
        </ActionRow>
      </ActionForm>
    </>
  );
}

type SideProps = { page: CustomersPage; title: "stays" | "goes"; customer: CustomerDetail };

function Side({ page: { customers: t, common }, title, customer }: SideProps) {
  const { name, email, phone, notes, appointmentCount } = customer;

  return (
    <Card aria-labelledby={title}>
      <CardHead id={title}>{t(`merge.${title}`)}</CardHead>
      <CardBody>
        <Facts>
          <Fact label={t("field.name")}>{name}</Fact>
          <Fact label={t("field.email")}>{email === "" ? t("nothing") : email}</Fact>
          <Fact label={t("field.phone")}>{phone === "" ? t("nothing") : phone}</Fact>
          <Fact label={t("field.locale")}>{common(`language.${customer.locale}`)}</Fact>
          <Fact label={t("list.count")}>{t("merge.count", { count: appointmentCount })}</Fact>
          {notes !== "" && <Fact label={t("field.notes")}>{notes}</Fact>}
        </Facts>
      </CardBody>
    </Card>
  );
}
