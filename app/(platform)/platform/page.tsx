import type { Metadata } from "next";
import * as z from "zod";

import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { FilterBar } from "@/components/ui/filter-bar";
import { FilterSearch } from "@/components/ui/filter-search";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { CompanySummary } from "@/lib/companies/schema";
import { COMPANIES_SHOWN, listCompanies } from "@/lib/companies/service/list-companies";
import { formatDate } from "@/lib/shared/format";
import { textSchema } from "@/lib/shared/schema";
import { type PlatformPage, platformPage } from "@/lib/web/platform-page";

type Props = { searchParams: Promise<Record<string, string | string[]>> };

const filterSchema = z.object({
  search: textSchema(80).default("").catch(""),
  after: z.string().max(63).default("").catch(""),
});

export async function generateMetadata(): Promise<Metadata> {
  const { t } = await platformPage("/platform");

  return { title: `${t("companies.title")} · ${t("title")}` };
}

export default async function PlatformStartPage({ searchParams }: Props) {
  const page = await platformPage("/platform");
  const { t, common, operator } = page;
  const filter = filterSchema.parse(await searchParams);
  const found = await listCompanies(operator, filter);
  const shown = found.slice(0, COMPANIES_SHOWN);
  const last = found.length > shown.length ? shown.at(-1) : undefined;

  return (
    <>
      <PageHead
        title={t("companies.title")}
        actions={
          <ButtonLink variant="primary" href="/platform/companies/new">
            <Icon name="plus" />
            {t("companies.create")}
          </ButtonLink>
        }
      />
      <FilterBar
        label={t("companies.filter")}
        action="/platform"
        search={<FilterSearch label={t("companies.search")} value={filter.search} />}
      >
        <Button type="submit">{common("action.search")}</Button>
      </FilterBar>
      <Card aria-labelledby="companies">
        <CardHead id="companies">{t("companies.list")}</CardHead>
        {shown.length === 0 ? (
          <Empty icon="building" title={t("companies.empty")}>
            <p>{t("companies.emptyHint")}</p>
          </Empty>
        ) : (
          <Table
            labelledBy="companies"
            columns={["name", "pilot", "since"].map((key) => ({ label: t(`companies.${key}`) }))}
          >
            {shown.map((company) => (
              <CompanyRow key={company.id} page={page} company={company} />
            ))}
          </Table>
        )}
      </Card>
      {last !== undefined && (
        <p>
          <ButtonLink href={`/platform?${new URLSearchParams({ ...filter, after: last.slug })}`}>
            {common("pager.next")}
          </ButtonLink>
        </p>
      )}
    </>
  );
}

function CompanyRow({ page, company }: { page: PlatformPage; company: CompanySummary }) {
  const { t, reader } = page;
  const { slug, name, isPilot, createdAt } = company;

  return (
    <TableRow>
      <TableCell kind="main" phone="wide" sub={`/${slug}`}>
        <RowLink href={`/platform/companies/${slug}`}>{name}</RowLink>
      </TableCell>
      <TableCell>
        <Badge tone={isPilot ? "ok" : "quiet"} icon={isPilot ? "check" : "pause"}>
          {t(isPilot ? "pilot.on" : "pilot.off")}
        </Badge>
      </TableCell>
      <TableCell kind="muted" label={t("companies.since")}>
        {formatDate(createdAt, reader)}
      </TableCell>
    </TableRow>
  );
}
