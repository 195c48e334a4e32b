"use server";

import { redirect } from "next/navigation";

import { AppointmentChanged, SlotTaken } from "@/lib/appointments/errors";
import {
  cancelSchema,
  changeLinkSchema,
  chooseSlotSchema,
  moveSchema,
} from "@/lib/appointments/schema";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { revokeLink, rotateLink } from "@/lib/appointments/service/change-link";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { action } from "@/lib/web/action";

const chooseWithReasonSchema = chooseSlotSchema.extend(moveSchema.pick({ reason: true }).shape);

export const moveAction = action(chooseWithReasonSchema, async (ctx, input, { company }) => {
  const { appointmentId, version, reason, slot } = input;
  const href = `/${company.slug}/appointments/${appointmentId}`;
  const startsAt = slot.startsAt.toISOString();
  try {
    await rescheduleAppointment(ctx, {
      appointmentId,
      version,
      reason,
      ...slot,
      holdId: undefined,
    });
  } catch (error) {
    if (error instanceof SlotTaken) {
      redirect(`${href}/move?${query({ taken: startsAt, staff: slot.staffId, reason })}`);
    }
    if (error instanceof AppointmentChanged) {
      const seen = String(version);
      redirect(`${href}/conflict?${query({ seen, startsAt, staffId: slot.staffId, reason })}`);
    }
    throw error;
  }
  redirect(`${href}?done=moved`);
});

export const cancelAction = action(cancelSchema, async (ctx, input, { company }) => {
  const { appointmentId, version, reason, category = "" } = input;
  const href = `/${company.slug}/appointments/${appointmentId}`;
  try {
    await cancelAppointment(ctx, input);
  } catch (error) {
    if (error instanceof AppointmentChanged) {
      const seen = String(version);
      redirect(`${href}/conflict?${query({ seen, kind: "cancel", reason, category })}`);
    }
    throw error;
  }
  redirect(`${href}?done=cancelled`);
});

export const rotateLinkAction = action(changeLinkSchema, async (ctx, input, { company }) => {
  await rotateLink(ctx, input);
  redirect(`/${company.slug}/appointments/${input.appointmentId}#link`);
});

export const revokeLinkAction = action(changeLinkSchema, async (ctx, input, { company }) => {
  await revokeLink(ctx, input);
  redirect(`/${company.slug}/appointments/${input.appointmentId}#link`);
});

/** What was chosen and typed goes along in the address, so that nothing has to be typed twice. */
function query(values: Record<string, string>): string {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
}
