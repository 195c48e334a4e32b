import type { Metadata } from "next";
import * as z from "zod";

import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { Card } from "@/components/ui/card";
import { Empty } from "@/components/ui/empty";
import { Icon } from "@/components/ui/icon";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { BranchDetail } from "@/lib/catalogue/schema";
import { listBranches } from "@/lib/catalogue/service/branches";
import type { PortalParams } from "@/lib/web/portal-page";
import { type SettingsPage, settingsPage, settingsTitle } from "@/lib/web/settings-page";

import { Forbidden } from "../../_components/forbidden";
import { SettingsHead } from "../_components/settings-head";

type Props = { params: PortalParams; searchParams: Promise<{ done?: string | string[] }> };

const doneSchema = z.enum(["branchAdded", "branchSaved"]).optional().catch(undefined);

export async function generateMetadata({ params }: Props): Promise<Metadata> {
  return { title: await settingsTitle(params, "tabs.branches") };
}

export default async function BranchesPage({ params, searchParams }: Props) {
  const page = await settingsPage(params);
  if (!page.maySet) return <Forbidden page={page} />;
  const { ctx, home, settings } = page;
  const branches = await listBranches(ctx);
  const add = (
    <ButtonLink variant="primary" href={`${home}/settings/branches/new`}>
      <Icon name="plus" />
      {settings("branch.add")}
    </ButtonLink>
  );

  return (
    <>
      <SettingsHead
        page={page}
        current="branches"
        done={doneSchema.parse((await searchParams).done)}
        actions={add}
      />
      <Card aria-label={settings("tabs.branches")}>
        {branches.length === 0 ? (
          <Empty level="h2" icon="building" title={settings("branch.none")} actions={add} />
        ) : (
          <Table
            label={settings("tabs.branches")}
            columns={["name", "address", "phone", "inUse"].map((key) => ({
              label: settings(`branch.${key}`),
            }))}
          >
            {branches.map((branch) => (
              <Row key={branch.id} page={page} branch={branch} />
            ))}
          </Table>
        )}
      </Card>
    </>
  );
}

function Row({ page, branch }: { page: SettingsPage; branch: BranchDetail }) {
  const { settings, common, home } = page;

  return (
    <TableRow isOff={!branch.isActive}>
      <TableCell kind="main" phone="wide">
        <span className="inline-flex items-center gap-2">
          <RowLink href={`${home}/settings/branches/${branch.id}`}>{branch.name}</RowLink>
          {!branch.isActive && (
            <Badge tone="quiet" icon="ban">
              {settings("branch.closed")}
            </Badge>
          )}
        </span>
      </TableCell>
      <TableCell kind="muted" phone="wide">
        {branch.street}, {branch.postalCode} {branch.city}
      </TableCell>
      <TableCell kind="muted" phone={branch.phone === "" ? "hidden" : "wide"}>
        {branch.phone === "" ? common("table.none") : branch.phone}
      </TableCell>
      <TableCell
        kind="muted"
        phone="wide"
        sub={settings("branch.appointmentCount", { count: branch.appointmentCount })}
      >
        {settings("branch.staffCount", { count: branch.staffCount })}
      </TableCell>
    </TableRow>
  );
}
