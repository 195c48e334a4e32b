import type { Client } from "pg";
import { v7 as uuidV7 } from "uuid";

import { invitationSecret } from "@/lib/invitations/service/invitation-secret";
import { hashSecret } from "@/lib/platform/secrets";

import type { Salon } from "./appointments";
import { bulkInsert } from "./bulk-insert";
import type { Team } from "./people";

const HOUR_MS = 3_600_000;

/** Address, role, branch, state, hours until it runs out, and how its mail fared. */
const INVITATIONS = [
  ["aylin.demir@example.org", "staff", 0, "pending", 8, "sent", null],
  ["f.seidel@gmial.example", "staff", 1, "pending", 47, "failed", "Die Domain gibt es nicht."],
  ["nora.schulte@example.org", "manager", 2, "pending", 60, "sent", null],
  ["paula.winter@example.org", "admin", null, "accepted", -100, "sent", null],
  ["t.albrecht@example.org", "staff", 0, "expired", -30, "sent", null],
  ["bewerbung.maximilian@example.org", "staff", 1, "revoked", -10, "cancelled", null],
] as const;

function toRows({ companyId, branchIds, ownerMembershipId }: Salon & Team) {
  return INVITATIONS.map(([email, role, branch, status, hours, mail, error]) => {
    const id = uuidV7();
    const expiresAt = new Date(Date.now() + hours * HOUR_MS);
    const createdAt = new Date(expiresAt.getTime() - 72 * HOUR_MS);

    return {
      invitation: {
        company_id: companyId,
        id,
        email,
        email_normalised: email,
        role,
        branch_id: branch === null ? null : (branchIds[branch] ?? null),
        invited_by: ownerMembershipId,
        token_hash: hashSecret(invitationSecret(companyId, id, 1)),
        status,
        expires_at: expiresAt,
        created_at: createdAt,
        accepted_at: status === "accepted" ? new Date(createdAt.getTime() + HOUR_MS) : null,
        accepted_by: status === "accepted" ? ownerMembershipId : null,
        revoked_at: status === "revoked" ? new Date(createdAt.getTime() + HOUR_MS) : null,
      },
      mail: {
        company_id: companyId,
        id: uuidV7(),
        invitation_id: id,
        token_generation: 1,
        status: mail,
        attempts: mail === "failed" ? 3 : 1,
        next_attempt_at: null,
        last_error: error,
        sent_at: mail === "sent" ? createdAt : null,
        created_at: createdAt,
      },
    };
  });
}

/** Invitations in every state, each with its mail and its line in the activity log. */
export async function insertInvitations(client: Client, salon: Salon & Team): Promise<void> {
  const rows = toRows(salon);

  await bulkInsert(
    client,
    "user_invitations",
    rows.map(({ invitation }) => invitation),
  );
  await bulkInsert(
    client,
    "invitation_email_queue",
    rows.map(({ mail }) => mail),
  );
  await bulkInsert(
    client,
    "activity_log",
    rows.map(({ invitation }) => ({
      company_id: salon.companyId,
      event: "invitation_created",
      actor_kind: "member",
      actor_name: "Jana Richter",
      subject_kind: "invitation",
      subject_id: invitation.id,
      data: JSON.stringify({ email: invitation.email, role: invitation.role }),
      created_at: invitation.created_at,
    })),
  );
}
