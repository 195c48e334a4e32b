import { momentText } from "@/components/appointment/moment-text";
import { Avatar } from "@/components/ui/avatar";
import { Badge } from "@/components/ui/badge";
import { ButtonLink } from "@/components/ui/button-link";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { VisuallyHidden } from "@/components/ui/visually-hidden";
import { isWithoutCalendar } from "@/lib/appointments/policy";
import { formatDate } from "@/lib/shared/format";
import { whyNotManage } from "@/lib/team/policy";
import type { TeamMember } from "@/lib/team/schema";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { WhyNot } from "./why-not";

type Props = { page: PortalPage; members: readonly TeamMember[] };

export function MemberTable({ page, members }: Props) {
  const { team, member } = page;
  const isManager = REACH["manage-team"][member.role] === "all";
  const columns = ["name", "role", "branch", "lastSeen"].map((key) => ({
    label: team(`members.${key}`),
  }));

  return (
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
  );
}

type RowProps = { page: PortalPage; row: TeamMember };

function Row({ page, row, isManager }: RowProps & { isManager: boolean }) {
  const { team, common } = page;
  const place = placeOf(page, row);

  return (
    <TableRow isOff={row.deactivatedAt !== null}>
      <TableCell kind="main" phone="wide">
        <Person page={page} row={row} />
      </TableCell>
      <TableCell phone="wide" sub={calendarOf(page, row)}>
        {common(`role.${row.role}`)}
      </TableCell>
      <TableCell kind="muted" phone={place === null ? "hidden" : "wide"}>
        {place ?? common("table.none")}
      </TableCell>
      <TableCell
        kind="muted"
        phone="wide"
        label={team("members.lastSeen")}
        sub={row.invitedBy !== null && team("members.invitedByName", { name: row.invitedBy })}
      >
        <LastSeen page={page} row={row} />
      </TableCell>
      {isManager && (
        <TableCell kind="actions">
          <Action page={page} row={row} />
        </TableCell>
      )}
    </TableRow>
  );
}

/** Whose appointments they are; who manages the team is told where somebody sees none. */
function calendarOf({ team, member }: PortalPage, row: TeamMember): string | false {
  const { role, staff, deactivatedAt } = row;
  if (staff !== null) return team("members.asStaff", { staff: staff.name });
  const isTold = REACH["manage-team"][member.role] === "all" && deactivatedAt === null;

  return isTold && isWithoutCalendar({ role, staffId: null }) && team("members.withoutCalendar");
}

function placeOf({ team }: PortalPage, { role, branch, staff }: TeamMember): string | null {
  if (REACH["see-appointments"][role] === "all") return team("members.allBranches");

  return branch?.name ?? staff?.branch ?? null;
}

function Person({ page: { team, member, home }, row }: RowProps) {
  return (
    <span className="flex items-center gap-3">
      <Avatar name={row.name} />
      <span className="min-w-0">
        <RowLink href={`${home}/team/${row.id}`}>{row.name}</RowLink>
        {row.id === member.membershipId && (
          <span className="font-normal"> {team("members.you")}</span>
        )}
        <span className="block text-xs font-normal wrap-break-word text-ink-2 max-lg:wrap-anywhere">
          {row.email}
        </span>
      </span>
    </span>
  );
}

/** Of who has left, when that was; of who is here, when they last were. */
function LastSeen({ page, row }: RowProps) {
  const { team, reader, ctx } = page;
  if (row.deactivatedAt !== null) {
    return (
      <Badge tone="quiet" icon="ban">
        {team("members.deactivatedOn", { day: formatDate(row.deactivatedAt, reader) })}
      </Badge>
    );
  }

  return row.lastSeenAt === null
    ? team("members.neverSeen")
    : momentText(row.lastSeenAt, { ...page, now: ctx.now });
}

/** One way to change somebody, or why there is none. */
function Action({ page, row }: RowProps) {
  const { team, member, home } = page;
  const whyNot = whyNotManage(member, row);
  if (whyNot !== null) return <WhyNot page={page} reason={whyNot} />;

  return (
    <ButtonLink size="sm" href={`${home}/team/${row.id}`}>
      <span>
        {team("members.edit")}
        <VisuallyHidden> {row.name}</VisuallyHidden>
      </span>
    </ButtonLink>
  );
}
