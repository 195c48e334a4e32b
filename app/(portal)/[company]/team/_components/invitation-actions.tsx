import type { InvitationSummary } from "@/lib/invitations/schema";
import type { PortalPage } from "@/lib/web/portal-page";

import { resendInvitationAction, revokeInvitationAction } from "../actions";
import { RowAction } from "./row-action";

type Props = {
  page: PortalPage;
  invitation: Pick<InvitationSummary, "id" | "email" | "state" | "generation">;
};

/** What can be done with an invitation that has not been accepted. */
export function InvitationActions({ page, invitation }: Props) {
  const { team } = page;
  const { id, email, state, generation } = invitation;
  const isOpen = state !== "expired" && state !== "revoked";
  const seen = { invitationId: id, generation: String(generation), state };

  return (
    <span className="inline-flex items-start justify-end gap-2 max-lg:flex-wrap max-lg:justify-start">
      <RowAction
        page={page}
        action={resendInvitationAction}
        id={seen}
        label={team(`invitations.${isOpen ? "resend" : "newLink"}`)}
        labelFor={email}
      />
      {isOpen && (
        <RowAction
          page={page}
          action={revokeInvitationAction}
          id={seen}
          label={team("invitations.revoke")}
          labelFor={email}
          variant="danger"
        />
      )}
    </span>
  );
}
