import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { timeZones } from "@/lib/web/account-page";
import { customerPage, type CustomerParams, customersTitle } from "@/lib/web/customers-page";

import { CustomerForm } from "../../_components/customer-form";

type Props = { params: CustomerParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "editTitle") };
}

export default async function EditCustomerPage({ params }: Props) {
  const page = await customerPage(params);
  const { home, href, customer, customers: t, common } = page;

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
            current={t("editTitle")}
          />
        }
        title={t("editTitle")}
      />
      <CustomerForm page={page} timeZones={timeZones()} customer={customer} back={href} />
    </>
  );
}
