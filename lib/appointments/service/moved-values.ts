import "server-only";

import type { AuditValues } from "@/lib/appointments/schema";
import type { AuthorisedChange } from "@/lib/appointments/service/authorise-change";
import type { Slot } from "@/lib/appointments/service/check-slot";

type Times = { startsAt: Date; endsAt: Date };

/** What a move writes into the log: only what has changed. */
export function movedValues({ change, slot }: { change: AuthorisedChange; slot: Slot }): {
  oldValues: AuditValues;
  newValues: AuditValues;
} {
  const { appointment, decision } = change;
  const override = change.override ?? slot.override;
  const { id, name } = appointment.staff;
  const oldValues: AuditValues = {};
  const newValues: AuditValues = {};

  if (appointment.startsAt.getTime() !== slot.startsAt.getTime()) {
    Object.assign(oldValues, toTimes(appointment));
    Object.assign(newValues, toTimes(slot));
  }
  if (id !== slot.staff.id) {
    oldValues.staff = { id, name };
    newValues.staff = slot.staff;
  }
  if (decision.feeMinor > 0) newValues.feeMinor = decision.feeMinor;
  if (override !== null) newValues.override = override;

  return { oldValues, newValues };
}

export function toTimes({ startsAt, endsAt }: Times): { startsAt: string; endsAt: string } {
  return { startsAt: startsAt.toISOString(), endsAt: endsAt.toISOString() };
}
