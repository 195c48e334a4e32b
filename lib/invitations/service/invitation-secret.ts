import "server-only";

import { deriveSecret } from "@/lib/platform/secrets";

/** The secret in an invitation's link: derived, never stored; a new generation kills the old link. */
export function invitationSecret(
  companyId: string,
  invitationId: string,
  generation: number,
): string {
  return deriveSecret("invitation", companyId, invitationId, generation);
}

/** The link's last part: `<invitation id>.<secret>`. */
export function invitationToken(
  companyId: string,
  invitationId: string,
  generation: number,
): string {
  return `${invitationId}.${invitationSecret(companyId, invitationId, generation)}`;
}
