import { Table } from "@/components/ui/table";
import type { InvitationSummary } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { InvitationRow } from "./invitation-row";

type Props = { page: PortalPage; labelledBy: string; invitations: readonly InvitationSummary[] };

export function InvitationTable({ page, labelledBy, invitations }: Props) {
  const { team } = page;
  const columns = ["email", "invitedBy", "state", "expires"].map((key) => ({
    label: team(`invitations.${key}`),
  }));

  return (
    <Table
      labelledBy={labelledBy}
      columns={[...columns, { label: team("invitations.actions"), isHidden: true }]}
    >
      {invitations.map((invitation) => (
        <InvitationRow key={invitation.id} page={page} invitation={invitation} />
      ))}
    </Table>
  );
}
