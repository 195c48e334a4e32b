import type { Metadata } from "next";
import { redirect } from "next/navigation";

import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Columns } from "@/components/ui/columns";
import { Crumbs } from "@/components/ui/crumbs";
import type { IconName } from "@/components/ui/icon-paths";
import { PageHead } from "@/components/ui/page-head";
import { RuleItem } from "@/components/ui/rule-item";
import { RuleList } from "@/components/ui/rule-list";
import { REACH } from "@/lib/tenancy/roles";
import {
  customerPage,
  type CustomerParams,
  type CustomersPage,
  customersTitle,
} from "@/lib/web/customers-page";

import { Forbidden } from "../../../_components/forbidden";
import { EraseForm } from "./_components/erase-form";
import { KeepForm } from "./_components/keep-form";

type Props = { params: CustomerParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "erase.title") };
}

export default async function ErasePage({ params }: Props) {
  const page = await customerPage(params);
  const { home, href, member, customer, customers: t, common } = page;
  if (REACH["erase-customers"][member.role] !== "all") return <Forbidden page={page} />;
  if (customer.erasedAt !== null) redirect(href);

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
            current={t("erase.title")}
          />
        }
        title={t("erase.title")}
      >
        {t("erase.lead")}
      </PageHead>
      <Columns>
        <div className="grid gap-6">
          <Consequences
            page={page}
            what="gone"
            items={["reach", "appointments", "mails", "files"]}
          />
          <Consequences page={page} what="stays" items={["appointments", "log", "elsewhere"]} />
        </div>
        <div className="grid gap-6">
          {customer.retentionHold === "" && <EraseForm page={page} customer={customer} />}
          <KeepForm page={page} customer={customer} />
        </div>
      </Columns>
    </>
  );
}

type ConsequencesProps = {
  page: CustomersPage;
  what: "gone" | "stays";
  items: readonly string[];
};

const ICONS = { gone: "x", stays: "check" } as const satisfies Record<string, IconName>;

function Consequences({ page: { customers: t }, what, items }: ConsequencesProps) {
  return (
    <Card aria-labelledby={what}>
      <CardHead id={what}>{t(`erase.${what}`)}</CardHead>
      <CardBody>
        <RuleList>
          {items.map((item) => (
            <RuleItem key={item} icon={ICONS[what]} tone={what === "gone" ? "bad" : "quiet"}>
              {t(`erase.${what}Items.${item}`)}
            </RuleItem>
          ))}
        </RuleList>
      </CardBody>
    </Card>
  );
}
