import { Card } from "@/components/ui/card";
import { CardHead } from "@/components/ui/card-head";
import { Empty } from "@/components/ui/empty";
import { Link } from "@/components/ui/link";
import type { InvitationSummary } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { InvitationTable } from "./invitation-table";

type Props = { page: PortalPage; invitations: readonly InvitationSummary[] };

/** The newest open invitations; all the others are a page of their own. */
export function OpenInvitations({ page, invitations }: Props) {
  const { team, common, home } = page;

  return (
    <Card aria-labelledby="invitations">
      <CardHead
        id="invitations"
        action={
          <Link
            href={`${home}/team/invitations`}
            className="max-lg:inline-flex max-lg:min-h-11 max-lg:items-center"
          >
            {common("action.showAll")}
          </Link>
        }
      >
        {team("invitations.openTitle")}
      </CardHead>
      {invitations.length === 0 ? (
        <Empty icon="user-plus" title={team("invitations.empty")}>
          <p>{team("invitations.emptyHint")}</p>
        </Empty>
      ) : (
        <InvitationTable page={page} labelledBy="invitations" invitations={invitations} />
      )}
    </Card>
  );
}
