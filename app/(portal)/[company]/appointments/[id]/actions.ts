"use server";

import { redirect } from "next/navigation";

import { AppointmentChanged, SlotTaken } from "@/lib/appointments/errors";
import {
  askNewTimeSchema,
  cancelSchema,
  changeLinkSchema,
  changeServiceSchema,
  chooseSlotSchema,
  type Move,
  moveSchema,
  moveToSchema,
  notesSchema,
  stepSchema,
} from "@/lib/appointments/schema";
import { askNewTime } from "@/lib/appointments/service/ask-new-time";
import { cancelAppointment } from "@/lib/appointments/service/cancel-appointment";
import { revokeLink, rotateLink } from "@/lib/appointments/service/change-link";
import { changeNotes } from "@/lib/appointments/service/change-notes";
import { changeService } from "@/lib/appointments/service/change-service";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { takeStep } from "@/lib/appointments/service/take-step";
import { instantOf } from "@/lib/appointments/service/typed-time";
import { action } from "@/lib/web/action";
import type { MemberRequest } from "@/lib/web/page-context";

const chooseWithReasonSchema = chooseSlotSchema.extend(
  moveSchema.pick({ reason: true, notify: true }).shape,
);

export const moveAction = action(chooseWithReasonSchema, async (ctx, input, { company }) => {
  const { slot, ...form } = input;
  await move(ctx, company.slug, { ...form, ...slot });
});

export const moveToAction = action(moveToSchema, async (ctx, input, { company }) => {
  const { day, time, timeZone, ...form } = input;
  await move(ctx, company.slug, { ...form, startsAt: instantOf({ day, time, timeZone }) });
});

/** Ends on a page: what is now so, what else is free, or what somebody else has done meanwhile. */
async function move(
  ctx: MemberRequest["ctx"],
  slug: string,
  input: Omit<Move, "holdId">,
): Promise<never> {
  const { appointmentId, version, reason, staffId } = input;
  const href = `/${slug}/appointments/${appointmentId}`;
  const startsAt = input.startsAt.toISOString();
  try {
    await rescheduleAppointment(ctx, { ...input, holdId: undefined });
  } catch (error) {
    if (error instanceof SlotTaken) {
      redirect(`${href}/move?${query({ taken: startsAt, staff: staffId, reason })}`);
    }
    if (error instanceof AppointmentChanged) {
      const seen = String(version);
      redirect(`${href}/conflict?${query({ seen, startsAt, staffId, reason })}`);
    }
    throw error;
  }
  redirect(`${href}?done=moved`);
}

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
  redirect(`/${company.slug}/appointments/${input.appointmentId}?done=link-rotated`);
});

export const revokeLinkAction = action(changeLinkSchema, async (ctx, input, { company }) => {
  await revokeLink(ctx, input);
  redirect(`/${company.slug}/appointments/${input.appointmentId}?done=link-revoked`);
});

export const stepAction = action(stepSchema, async (ctx, input, { company }) => {
  const href = `/${company.slug}/appointments/${input.appointmentId}`;
  const wanted = { kind: "step", step: input.step };
  await showingConflict(href, { ...input, wanted }, () => takeStep(ctx, input));
  redirect(`${href}?done=${input.step}`);
});

export const changeServiceAction = action(changeServiceSchema, async (ctx, input, { company }) => {
  const href = `/${company.slug}/appointments/${input.appointmentId}`;
  const wanted = { kind: "service", serviceId: input.serviceId };
  await showingConflict(href, { ...input, wanted }, () => changeService(ctx, input));
  redirect(`${href}?done=service`);
});

export const askNewTimeAction = action(askNewTimeSchema, async (ctx, input, { company }) => {
  const href = `/${company.slug}/appointments/${input.appointmentId}`;
  const wanted = { kind: "ask" };
  await showingConflict(href, { ...input, wanted }, () => askNewTime(ctx, input));
  redirect(`${href}?done=asked`);
});

export const changeNotesAction = action(notesSchema, async (ctx, input, { company }) => {
  await changeNotes(ctx, input);
  redirect(`/${company.slug}/appointments/${input.appointmentId}?done=notes`);
});

type Tried = { version: number; reason: string; wanted: Record<string, string> };

/** Where somebody was faster, the page that shows what they did comes next, beside what was wanted. */
async function showingConflict(
  href: string,
  { version, reason, wanted }: Tried,
  change: () => Promise<unknown>,
): Promise<void> {
  try {
    await change();
  } catch (error) {
    if (!(error instanceof AppointmentChanged)) throw error;
    redirect(`${href}/conflict?${query({ seen: String(version), reason, ...wanted })}`);
  }
}

/** What was chosen and typed goes along in the address, so that nothing has to be typed twice. */
function query(values: Record<string, string>): string {
  return new URLSearchParams(Object.entries(values).filter(([, value]) => value !== "")).toString();
}
