import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Count } from "@/components/ui/count";
import { Empty } from "@/components/ui/empty";
import { Table } from "@/components/ui/table";
import type { InvitationSummary } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { InvitationRow } from "./invitation-row";

type Props = { page: PortalPage; invitations: readonly InvitationSummary[] };

export function InvitationTable({ page, invitations }: Props) {
  const { team } = page;
  const open = invitations.filter(({ status }) => status === "pending").length;
  const columns = ["email", "invitedBy", "state", "expires"].map((key) => ({
    label: team(`invitations.${key}`),
  }));

  return (
    <Card aria-labelledby="invitations">
      <CardHead id="invitations">
        {team("invitations.title")}
        {open > 0 && (
          <Count>
            {open} {team("invitations.open")}
          </Count>
        )}
      </CardHead>
      {invitations.length === 0 ? (
        <Empty icon="user-plus" title={team("invitations.empty")}>
          <p>{team("invitations.emptyHint")}</p>
        </Empty>
      ) : (
        <Table
          labelledBy="invitations"
          columns={[...columns, { label: team("invitations.actions"), isHidden: true }]}
        >
          {invitations.map((invitation) => (
            <InvitationRow key={invitation.id} page={page} invitation={invitation} />
          ))}
        </Table>
      )}
    </Card>
  );
}
