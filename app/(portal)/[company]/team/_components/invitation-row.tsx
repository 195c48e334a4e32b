import { momentText } from "@/components/appointment/moment-text";
import { RowLink } from "@/components/ui/row-link";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { InvitationSummary } from "@/lib/invitations/schema";
import { formatAgo } from "@/lib/shared/format";
import { canGrant, REACH } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { InvitationActions } from "./invitation-actions";
import { InvitationState } from "./invitation-state";

type Props = { page: PortalPage; invitation: InvitationSummary };

export function InvitationRow({ page, invitation }: Props) {
  const { team, common, member, ctx, locale, home } = page;
  const { id, email, role, branch, invitedBy, state, expiresAt, linkRequestedAt } = invitation;
  const seesAll = REACH["see-appointments"][role] === "all";
  const place = branch ?? (seesAll ? team("members.allBranches") : null);
  const isOver = state === "accepted" || state === "revoked";

  return (
    <TableRow isOff={state === "revoked"}>
      <TableCell
        kind="main"
        phone="wide"
        sub={[common(`role.${role}`), place].filter(Boolean).join(" · ")}
      >
        <RowLink href={`${home}/team/invitations/${id}`}>
          <span className="wrap-break-word max-lg:wrap-anywhere">{email}</span>
        </RowLink>
      </TableCell>
      <TableCell kind="muted" phone="wide" label={team("invitations.invitedBy")}>
        {invitedBy}
      </TableCell>
      <TableCell phone="wide">
        <InvitationState page={page} invitation={invitation} />
      </TableCell>
      <TableCell
        kind="muted"
        phone={isOver ? "hidden" : "wide"}
        label={team("invitations.expires")}
        sub={
          state === "expired" &&
          linkRequestedAt !== null &&
          team("invitations.linkRequested", { ago: formatAgo(linkRequestedAt, locale, ctx.now) })
        }
      >
        {isOver ? common("table.none") : momentText(expiresAt, { ...page, now: ctx.now })}
      </TableCell>
      <TableCell kind="actions">
        {state !== "accepted" && canGrant(member.role, role) && (
          <InvitationActions page={page} invitation={invitation} />
        )}
      </TableCell>
    </TableRow>
  );
}
