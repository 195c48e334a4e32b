import { momentText } from "@/components/appointment/moment-text";
import { TableCell } from "@/components/ui/table-cell";
import { TableRow } from "@/components/ui/table-row";
import type { InvitationSummary } from "@/lib/invitations/schema";
import { formatAgo } from "@/lib/shared/format";
import { canGrant, REACH, type Role } from "@/lib/tenancy/roles";
import type { PortalPage } from "@/lib/web/portal-page";

import { resendInvitationAction, revokeInvitationAction } from "../actions";
import { InvitationState } from "./invitation-state";
import { RowAction } from "./row-action";

type Props = { page: PortalPage; invitation: InvitationSummary };

export function InvitationRow({ page, invitation }: Props) {
  const { team, common, member, ctx, locale } = page;
  const { email, role, branch, invitedBy, status, expiresAt, linkRequestedAt } = invitation;
  const place = branch ?? (seesAll(role) ? team("members.allBranches") : null);
  const isOpen = status === "pending" || status === "expired";

  return (
    <TableRow isOff={status === "revoked"}>
      <TableCell
        kind="main"
        phone="wide"
        sub={[common(`role.${role}`), place].filter(Boolean).join(" · ")}
      >
        <span className="wrap-anywhere">{email}</span>
      </TableCell>
      <TableCell kind="muted" phone="wide" label={team("invitations.invitedBy")}>
        {invitedBy}
      </TableCell>
      <TableCell phone="wide">
        <InvitationState page={page} invitation={invitation} />
      </TableCell>
      <TableCell
        kind="muted"
        phone={isOpen ? "wide" : "hidden"}
        label={team("invitations.expires")}
        sub={
          status === "expired" &&
          linkRequestedAt !== null &&
          team("invitations.linkRequested", {
            ago: formatAgo(linkRequestedAt, locale, ctx.now),
          })
        }
      >
        {isOpen ? momentText(expiresAt, { ...page, now: ctx.now }) : common("table.none")}
      </TableCell>
      <TableCell kind="actions">
        {status !== "accepted" && canGrant(member.role, role) && (
          <Actions page={page} invitation={invitation} />
        )}
      </TableCell>
    </TableRow>
  );
}

function seesAll(role: Role): boolean {
  return REACH["see-appointments"][role] === "all";
}

function Actions({ page, invitation: { id, email, status } }: Props) {
  const { team } = page;

  return (
    <span className="inline-flex items-start justify-end gap-2 max-lg:flex-wrap max-lg:justify-start">
      <RowAction
        page={page}
        action={resendInvitationAction}
        id={{ invitationId: id }}
        label={team(`invitations.${status === "pending" ? "resend" : "newLink"}`)}
        labelFor={email}
      />
      {status === "pending" && (
        <RowAction
          page={page}
          action={revokeInvitationAction}
          id={{ invitationId: id }}
          label={team("invitations.revoke")}
          labelFor={email}
          variant="danger"
        />
      )}
    </span>
  );
}
