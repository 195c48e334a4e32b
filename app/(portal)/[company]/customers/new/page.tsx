import type { Metadata } from "next";

import { Crumbs } from "@/components/ui/crumbs";
import { PageHead } from "@/components/ui/page-head";
import { REACH } from "@/lib/tenancy/roles";
import { timeZones } from "@/lib/web/account-page";
import { customersTitle, newCustomerPage } from "@/lib/web/customers-page";
import type { PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../../_components/forbidden";
import { CustomerForm } from "../_components/customer-form";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "add") };
}

export default async function NewCustomerPage({ params }: Props) {
  const page = await newCustomerPage(params);
  const { home, member, customers: t, common, newId } = page;
  if (!["all", "branch"].includes(REACH["change-customers"][member.role])) {
    return <Forbidden page={page} />;
  }

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/customers`, label: t("title") }]}
            current={t("add")}
          />
        }
        title={t("add")}
      />
      <CustomerForm page={page} timeZones={timeZones()} newId={newId} back={`${home}/customers`} />
    </>
  );
}
