import type { Metadata } from "next";

import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Card } from "@/components/ui/card";
import { Crumbs } from "@/components/ui/crumbs";
import { Icon } from "@/components/ui/icon";
import { PageHead } from "@/components/ui/page-head";
import { listAccess } from "@/lib/team/service/list-access";
import { REACH } from "@/lib/tenancy/roles";
import { portalPage, type PortalParams } from "@/lib/web/portal-page";

import { Forbidden } from "../../_components/forbidden";
import { AccessTable } from "./_components/access-table";

type Props = { params: PortalParams };

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  const { portal, team, company } = await portalPage(params);

  return { title: portal("pageTitle", { page: team("access.title"), company: company.name }) };
}

export default async function AccessPage({ params }: Props) {
  const page = await portalPage(params);
  const { ctx, home, member, team, common } = page;
  if (REACH["manage-team"][member.role] !== "all") return <Forbidden page={page} />;
  const rows = await listAccess(ctx);
  const count = (kind: string) => rows.filter((row) => row.kind === kind).length;

  return (
    <>
      <PageHead
        crumbs={
          <Crumbs
            label={common("shell.breadcrumbs")}
            trail={[{ href: `${home}/team`, label: team("title") }]}
            current={team("access.title")}
          />
        }
        title={team("access.title")}
        actions={
          <ButtonAnchor href={`${home}/team/access/export`} download>
            <Icon name="download" />
            {team("access.export")}
          </ButtonAnchor>
        }
      >
        {team("access.lead", {
          active: count("active"),
          invited: count("invited"),
          deactivated: count("deactivated"),
          withoutFactor: rows.filter(
            (row) => row.kind === "active" && row.secondFactorSince === null,
          ).length,
        })}
      </PageHead>
      <Card aria-label={team("access.title")}>
        <AccessTable page={page} rows={rows} />
      </Card>
    </>
  );
}
