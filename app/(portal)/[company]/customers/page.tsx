import type { Metadata } from "next";

import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { Pager } from "@/components/ui/pager";
import { type CustomerFilter, customerFilterSchema } from "@/lib/customers/schema";
import { listCustomers } from "@/lib/customers/service/list-customers";
import { REACH } from "@/lib/tenancy/roles";
import { type CustomersPage, customersPage, customersTitle } from "@/lib/web/customers-page";
import type { PortalParams } from "@/lib/web/portal-page";

import { CustomerTable } from "./_components/customer-table";

type Props = {
  params: PortalParams;
  searchParams: Promise<Record<string, string | string[] | undefined>>;
};

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await customersTitle(params, "title") };
}

export default async function CustomerListPage({ params, searchParams }: Props) {
  const page = await customersPage(params);
  const { ctx, home, member, customers: t, common } = page;
  const filter = customerFilterSchema.parse(await searchParams);
  const { customers, next } = await listCustomers(ctx, filter);
  const mayAdd = ["all", "branch"].includes(REACH["change-customers"][member.role]);
  const from = (after?: string) => {
    const query = new URLSearchParams({ search: filter.search, ...(after && { after }) });

    return `${home}/customers?${query.toString()}`;
  };

  return (
    <>
      <PageHead
        title={t("title")}
        actions={
          mayAdd && (
            <ButtonLink variant="primary" href={`${home}/customers/new`}>
              <Icon name="user-plus" />
              {t("add")}
            </ButtonLink>
          )
        }
      >
        {t(`lead.${REACH["see-customers"][member.role]}`)}
      </PageHead>
      <Search page={page} filter={filter} />
      <Card aria-label={t("title")}>
        {customers.length === 0 ? (
          <Empty
            icon={filter.search === "" ? "contact" : "search"}
            level="h2"
            title={t(filter.search === "" ? "list.none" : "list.noneFound")}
            actions={
              filter.search !== "" && (
                <ButtonLink href={`${home}/customers`}>{common("action.resetFilters")}</ButtonLink>
              )
            }
          >
            {filter.search === "" && <p>{t("list.noneHint")}</p>}
          </Empty>
        ) : (
          <CustomerTable page={page} customers={customers} />
        )}
        {(next !== null || filter.after !== undefined) && (
          <Pager
            label={common("pager.label")}
            summary={t("list.shown", { count: customers.length })}
            previous={{
              label: t("list.fromStart"),
              href: filter.after === undefined ? null : from(),
            }}
            next={{ label: t("list.further"), href: next === null ? null : from(next) }}
          />
        )}
      </Card>
    </>
  );
}

function Search({ page, filter }: { page: CustomersPage; filter: CustomerFilter }) {
  const { home, customers: t, common } = page;

  return (
    <FilterBar
      label={t("list.filter")}
      action={`${home}/customers`}
      search={<FilterSearch label={t("list.search")} value={filter.search} />}
    >
      <Button type="submit">{common("action.search")}</Button>
      {filter.search !== "" && (
        <ButtonLink variant="ghost" href={`${home}/customers`}>
          <Icon name="x" />
          {common("action.resetFilters")}
        </ButtonLink>
      )}
    </FilterBar>
  );
}
