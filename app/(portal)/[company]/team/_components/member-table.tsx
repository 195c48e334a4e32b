import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { formatDate } from "@/lib/shared/format";
import type { TeamMember } from "@/lib/team/schema";
import { canGrant, REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { deactivateMemberAction, reactivateMemberAction } from "../actions";
import { RowAction } from "./row-action";

type Props = { page: PortalPage; members: readonly TeamMember[] };

export function MemberTable({ page, members }: Props) {
  const { team, member } = page;
  const isManager = REACH["manage-team"][member.role] === "all";
  const columns = ["name", "role", "branch", "since"].map((key) => ({
    label: team(`members.${key}`),
  }));

  return (
    <Card aria-labelledby="members">
      <CardHead id="members">
        {team("members.title")}
        <Count>{members.length}</Count>
      </CardHead>
      <Table
        labelledBy="members"
        columns={[
          ...columns,
          ...(isManager ? [{ label: team("members.actions"), isHidden: true }] : []),
        ]}
      >
        {members.map((row) => (
          <Row key={row.id} page={page} row={row} isManager={isManager} />
        ))}
      </Table>
    </Card>
  );
}

type RowProps = { page: PortalPage; row: TeamMember };

function Row({ page, row, isManager }: RowProps & { isManager: boolean }) {
  const { team, common, member, reader } = page;
  const isOff = row.deactivatedAt !== null;
  const seesAll = REACH["see-appointments"][row.role] === "all";

  return (
    <TableRow isOff={isOff}>
      <TableCell kind="main" phone="wide">
        <span className="flex items-center gap-3">
          <Avatar name={row.name} />
          <span className="min-w-0">
            {row.name}
            {row.id === member.membershipId && (
              <span className="font-normal"> {team("members.you")}</span>
            )}
            <span className="block text-xs font-normal wrap-anywhere text-ink-2">{row.email}</span>
          </span>
        </span>
      </TableCell>
      <TableCell
        phone="wide"
        sub={row.staff !== null && team("members.asStaff", { staff: row.staff })}
      >
        {common(`role.${row.role}`)}
      </TableCell>
      <TableCell kind="muted" phone={!seesAll && row.branch === null ? "hidden" : "wide"}>
        {seesAll ? team("members.allBranches") : (row.branch ?? common("table.none"))}
      </TableCell>
      <TableCell kind="muted" phone="wide" label={team("members.since")}>
        {row.deactivatedAt === null ? (
          formatDate(row.since, reader)
        ) : (
          <Badge tone="quiet" icon="ban">
            {team("members.deactivatedOn", { day: formatDate(row.deactivatedAt, reader) })}
          </Badge>
        )}
      </TableCell>
      {isManager && (
        <TableCell kind="actions">
          <Actions page={page} row={row} />
        </TableCell>
      )}
    </TableRow>
  );
}

/** One button, or why there is none. */
function Actions({ page, row }: RowProps) {
  const { team, member } = page;
  if (row.id === member.membershipId) return <Why>{team("members.notYourself")}</Why>;
  if (!canGrant(member.role, row.role)) return <Why>{team("members.aboveYou")}</Why>;
  const what = row.deactivatedAt === null ? "deactivate" : "reactivate";

  return (
    <RowAction
      page={page}
      action={what === "deactivate" ? deactivateMemberAction : reactivateMemberAction}
      id={{ membershipId: row.id }}
      label={team(`members.${what}`)}
      labelFor={row.name}
      variant={what === "deactivate" ? "danger" : "secondary"}
    />
  );
}

function Why({ children }: { children: string }) {
  return <span className="text-xs whitespace-normal text-ink-2">{children}</span>;
}
