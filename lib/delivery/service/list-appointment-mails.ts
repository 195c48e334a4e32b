import "server-only";

import { canSee } from "@/lib/appointments/policy";
import type { Mail } from "@/lib/delivery/schema";
import { TOLD } from "@/lib/delivery/service/mail-rows";
import type { TenantContext } from "@/lib/tenancy/context";
import { NotAllowed, NotFound } from "@/lib/tenancy/errors";

/** A mail about an appointment, as far as those see it who perform it: to whom, and what has become of it. */
export type AppointmentMail = Pick<
  Mail,
  | "id"
  | "kind"
  | "recipient"
  | "status"
  | "attempts"
  | "lockedUntil"
  | "error"
  | "deliveryState"
  | "deliveryDetail"
> & {
  /** When what is known of it happened: reported, settled, or else queued. */
  at: string;
};

const NEWEST = 50;

/**
 * The mails about an appointment with what has become of each, newest first, at most fifty.
 *
 * @throws NotAllowed for anybody but a member
 * @throws NotFound unknown, of another company, or not the member's to see
 */
export function listAppointmentMails(
  ctx: TenantContext,
  appointmentId: string,
): Promise<AppointmentMail[]> {
  const { companyId, actor } = ctx;
  if (actor.kind !== "member") throw new NotAllowed();

  return ctx.transaction(async (db) => {
    const appointment = await db.appointment.findUnique({
      where: { companyId_id: { companyId, id: appointmentId } },
      select: { id: true, staffId: true, branchId: true },
    });
    if (appointment === null || !canSee(actor, appointment)) throw new NotFound();

    return db.$queryRaw<AppointmentMail[]>`
      select id, ${TOLD} as kind, recipient, status, attempts, last_error as error,
        to_json(locked_until)#>>'{}' as "lockedUntil", delivery_state as "deliveryState",
        delivery_detail as "deliveryDetail",
        to_json(coalesce(delivery_at, settled_at, sent_at, created_at))#>>'{}' as at
      from appointment_email_queue q
      where company_id = ${companyId}::uuid and appointment_id = ${appointmentId}::uuid
      order by coalesce(delivery_at, settled_at, sent_at, created_at) desc limit ${NEWEST}`;
  });
}
