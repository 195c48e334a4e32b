import "server-only";

import type { AppointmentSnapshot } from "@/lib/appointments/service/appointment-mails";

/** Who reads what a customer answers; null where nobody would. */
export function answerAddress({ branch, company }: AppointmentSnapshot): string | null {
  return branch.email ?? company.email ?? null;
}
