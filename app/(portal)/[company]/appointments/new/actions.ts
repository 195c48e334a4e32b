"use server";

import { redirect } from "next/navigation";

import { SlotTaken } from "@/lib/appointments/errors";
import { bookAtSchema, bookSchema, offerSchema, slotFieldSchema } from "@/lib/appointments/schema";
import { bookAppointment, holdNewSlot } from "@/lib/appointments/service/book-appointment";
import { instantOf } from "@/lib/appointments/service/typed-time";
import { action } from "@/lib/web/action";

const chooseSchema = offerSchema.extend({ slot: slotFieldSchema });

export const chooseNewSlotAction = action(chooseSchema, async (ctx, input, { company }) => {
  const { slot, ...offer } = input;
  const href = `/${company.slug}/appointments/new`;
  const startsAt = slot.startsAt.toISOString();
  const hold = await offeringOthers(`${href}?${query(offer)}`, startsAt, () =>
    holdNewSlot(ctx, { ...offer, ...slot }),
  );
  redirect(`${href}/confirm?${query({ ...offer, hold: hold.id })}`);
});

export const bookAction = action(bookSchema, async (ctx, input, { company }) => {
  const { customerId, serviceId, branchId } = input;
  const back = `/${company.slug}/appointments/new?${query({ customerId, serviceId, branchId })}`;
  const { id } = await offeringOthers(back, input.startsAt.toISOString(), () =>
    bookAppointment(ctx, input),
  );
  redirect(`/${company.slug}/appointments/${id}?done=booked`);
});

export const bookAtAction = action(bookAtSchema, async (ctx, input, { company }) => {
  const { day, time, timeZone, ...form } = input;
  const { customerId, serviceId, branchId } = form;
  const back = `/${company.slug}/appointments/new?${query({ customerId, serviceId, branchId })}`;
  const startsAt = instantOf({ day, time, timeZone });
  const { id } = await offeringOthers(back, startsAt.toISOString(), () =>
    bookAppointment(ctx, { ...form, startsAt, holdId: undefined }),
  );
  redirect(`/${company.slug}/appointments/${id}?done=booked`);
});

/** Somebody was a moment faster: the choice is made again, with the nearest times. */
async function offeringOthers<Result>(
  back: string,
  taken: string,
  book: () => Promise<Result>,
): Promise<Result> {
  try {
    return await book();
  } catch (error) {
    if (!(error instanceof SlotTaken)) throw error;
    redirect(`${back}&${query({ taken })}`);
  }
}

function query(values: Record<string, string>): string {
  return new URLSearchParams(values).toString();
}
