import { momentText } from "@/components/appointment/moment-text";
import { Badge } from "@/components/ui/badge";
import { RowLink } from "@/components/ui/row-link";
import { Table } from "@/components/ui/table";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import { formatDate } from "@/lib/shared/format";
import type { Access } from "@/lib/team/service/list-access";
import { REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

type Props = { page: PortalPage; rows: readonly Access[] };

/** Who has what since when; what deserves a second look has a surface. */
export function AccessTable({ page, rows }: Props) {
  const { team } = page;
  const columns = ["name", "role", "kind", "secondFactorSince", "lastSeenAt", "invitedBy"];

  return (
    <Table
      label={team("access.title")}
      columns={columns.map((key) => ({ label: team(`access.column.${key}`) }))}
    >
      {rows.map((row) => (
        <Row key={row.id} page={page} row={row} />
      ))}
    </Table>
  );
}

function Row({ page, row }: { page: PortalPage; row: Access }) {
  const { team, common, reader, ctx, home } = page;
  const place = placeOf(page, row);
  const path = row.kind === "invited" ? "invitations/" : "";

  return (
    <TableRow isOff={row.kind === "deactivated"}>
      <TableCell
        kind="main"
        phone="wide"
        sub={
          row.name !== null && (
            <span className="wrap-break-word max-lg:wrap-anywhere">{row.email}</span>
          )
        }
      >
        <RowLink href={`${home}/team/${path}${row.id}`}>
          <span className="wrap-break-word max-lg:wrap-anywhere">{row.name ?? row.email}</span>
        </RowLink>
      </TableCell>
      <TableCell
        phone="wide"
        sub={[place, team("access.since", { day: formatDate(row.roleSince, reader) })]
          .filter(Boolean)
          .join(" · ")}
      >
        {common(`role.${row.role}`)}
      </TableCell>
      <TableCell phone="wide">
        <State page={page} row={row} />
      </TableCell>
      <TableCell phone="wide" label={team("access.column.secondFactorSince")}>
        <SecondFactor page={page} row={row} />
      </TableCell>
      <TableCell
        kind="muted"
        phone={row.kind === "invited" ? "hidden" : "wide"}
        label={team("access.column.lastSeenAt")}
      >
        {row.lastSeenAt === null
          ? team(row.kind === "invited" ? "access.none" : "members.neverSeen")
          : momentText(row.lastSeenAt, { ...page, now: ctx.now })}
      </TableCell>
      <TableCell
        kind="muted"
        phone={row.invitedBy === null ? "hidden" : "wide"}
        label={team("access.column.invitedBy")}
      >
        {row.invitedBy ?? team("access.none")}
      </TableCell>
    </TableRow>
  );
}

function placeOf({ team }: PortalPage, { role, branch }: Access): string | null {
  return REACH["see-appointments"][role] === "all" ? team("members.allBranches") : branch;
}

function State({ page, row }: { page: PortalPage; row: Access }) {
  const { team, reader, ctx } = page;
  if (row.kind === "active") {
    return (
      <Badge tone="plain" icon="check">
        {team("access.kind.active")}
      </Badge>
    );
  }
  if (row.kind === "deactivated") {
    return (
      <Badge tone="quiet" icon="ban">
        {team("members.deactivatedOn", { day: formatDate(row.deactivatedAt ?? "", reader) })}
      </Badge>
    );
  }

  return (
    <>
      <Badge tone="info" icon="mail">
        {team("access.kind.invited")}
      </Badge>
      <span className="block text-xs text-ink-2">
        {team("access.until", {
          when: momentText(row.expiresAt ?? "", { ...page, now: ctx.now }),
        })}
      </span>
    </>
  );
}

/** Missing where somebody may change rights, it is worth a look. */
function SecondFactor({ page, row }: { page: PortalPage; row: Access }) {
  const { team, reader } = page;
  if (row.kind === "invited") return <span className="text-ink-2">{team("access.none")}</span>;
  if (row.secondFactorSince === null) {
    const isWorth = row.kind === "active" && REACH["manage-team"][row.role] === "all";

    return isWorth ? (
      <Badge tone="warn" icon="alert">
        {team("access.factorOff")}
      </Badge>
    ) : (
      <span className="text-ink-2">{team("access.factorOff")}</span>
    );
  }

  return (
    <Badge tone="plain" icon="shield">
      {team("access.since", { day: formatDate(row.secondFactorSince, reader) })}
    </Badge>
  );
}
