"use server";

import { redirect } from "next/navigation";

import { AppointmentChanged, FeeRaised, HoldExpired, SlotTaken } from "@/lib/appointments/errors";
import {
  cancelSchema,
  chooseSlotSchema,
  extendHoldSchema,
  moveSchema,
} from "@/lib/appointments/schema";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { extendHold, holdSlot } from "@/lib/appointments/service/hold-slot";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { AlreadyCancelled } from "@/lib/policies/errors";
import { idSchema } from "@/lib/shared/schema";
import { managedAction, managedHref } from "@/lib/web/managed-action";

export const holdSlotAction = managedAction(chooseSlotSchema, async (request, input) => {
  const href = managedHref(request);
  try {
    const hold = await holdSlot(request.ctx, { ...input, ...input.slot });
    redirect(`${href}/move/confirm?hold=${hold.id}`);
  } catch (error) {
    if (error instanceof SlotTaken) {
      const { startsAt, staffId } = input.slot;
      redirect(`${href}/move?taken=${startsAt.toISOString()}&staff=${staffId}`);
    }
    throw toChangedPage(error, { href, version: input.version });
  }
});

export const extendHoldAction = managedAction(
  extendHoldSchema.extend({ appointmentId: idSchema }),
  async (request, { holdId }) => {
    const confirm = `${managedHref(request)}/move/confirm?hold=${holdId}`;
    try {
      await extendHold(request.ctx, { holdId });
    } catch (error) {
      if (!(error instanceof HoldExpired)) throw error;
    }
    redirect(confirm);
  },
);

export const confirmMoveAction = managedAction(moveSchema, async (request, input) => {
  const href = managedHref(request);
  const confirm = `${href}/move/confirm?hold=${input.holdId ?? ""}`;
  try {
    await rescheduleAppointment(request.ctx, input);
  } catch (error) {
    if (error instanceof HoldExpired) redirect(confirm);
    if (error instanceof FeeRaised) redirect(`${confirm}&fee=raised`);
    throw toChangedPage(error, { href, version: input.version });
  }
  redirect(`${href}/done`);
});

export const cancelAction = managedAction(cancelSchema, async (request, input) => {
  const href = managedHref(request);
  try {
    await cancelAppointment(request.ctx, input);
  } catch (error) {
    if (error instanceof FeeRaised) redirect(`${href}/cancel?fee=raised`);
    throw toChangedPage(error, { href, version: input.version });
  }
  redirect(`${href}/done`);
});

/** Somebody was faster: that has a page of its own. Everything else stays what it is. */
function toChangedPage(
  error: unknown,
  { href, version }: { href: string; version: number },
): unknown {
  if (error instanceof AppointmentChanged || error instanceof AlreadyCancelled) {
    redirect(`${href}/changed?seen=${String(version)}`);
  }

  return error;
}
