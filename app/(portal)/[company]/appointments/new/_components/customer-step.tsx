import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardBody } from "@/components/ui/card-body";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import { LineItem } from "@/components/ui/line-item";
import { LineList } from "@/components/ui/line-list";
import type { CustomerSummary } from "@/lib/customers/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { newHref, type NewQuery } from "./new-query";

type Props = { page: PortalPage; query: NewQuery; found: readonly CustomerSummary[] };

/** For whom: search, choose, or write somebody new down. */
export function CustomerStep({ page, query, found }: Props) {
  const { appointments, common, home, member } = page;
  const mayAdd = ["all", "branch"].includes(REACH["change-customers"][member.role]);

  return (
    <Card aria-labelledby="who">
      <CardHead id="who">{appointments("new.who")}</CardHead>
      <CardBody>
        <form method="get" action={`${home}/appointments/new`} className="flex items-center gap-2">
          <div className="min-w-0 flex-1">
            <FilterSearch label={appointments("new.search")} value={query.search} />
          </div>
          <Button type="submit">{common("action.search")}</Button>
        </form>
        {found.length === 0 ? (
          <Empty icon="search" title={appointments("new.nobody")} />
        ) : (
          <LineList>
            {found.map(({ id, name, email, phone }) => (
              <LineItem
                key={id}
                icon="user"
                sub={[email, phone].filter((one) => one !== null).join(" · ")}
                action={
                  <ButtonLink
                    variant="link"
                    href={newHref(home, query, { customerId: id, search: "" })}
                    aria-label={appointments("new.chooseNamed", { name })}
                  >
                    {appointments("new.choose")}
                  </ButtonLink>
                }
              >
                {name}
              </LineItem>
            ))}
          </LineList>
        )}
        {mayAdd && (
          <p>
            <ButtonLink variant="ghost" href={`${home}/customers/new`}>
              <Icon name="user-plus" />
              {appointments("new.addCustomer")}
            </ButtonLink>
          </p>
        )}
      </CardBody>
    </Card>
  );
}
