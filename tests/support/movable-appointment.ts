import { beforeEach } from "vitest";

import type { Move } from "@/lib/appointments/schema";

import {
  as,
  createAppointment,
  createSalon,
  linkHolder,
  NOW,
  stored,
  type TestSalon,
} from "./salon";

/** Thursday, 13:00 in Berlin. */
export const THURSDAY = new Date("2027-03-11T12:00:00Z");

/** Before each test of the file a salon with an appointment on Wednesday that wants to be moved to Thursday. */
export function movableAppointment() {
  let salon: TestSalon;
  let appointmentId: string;
  beforeEach(async () => {
    salon = await createSalon();
    appointmentId = await createAppointment(salon);
  });

  return {
    get salon() {
      return salon;
    },
    get appointmentId() {
      return appointmentId;
    },
    move: (change: Partial<Move> = {}): Move => ({
      appointmentId,
      version: 1,
      startsAt: THURSDAY,
      staffId: salon.staffIds[0],
      holdId: undefined,
      reason: "",
      ...change,
    }),
    byOwner: (now = NOW) => as(salon.companyId, salon.owner, now),
    byCustomer: (now = NOW) => as(salon.companyId, linkHolder(salon, appointmentId), now),
    asStored: async () =>
      (
        await stored(
          "select version, starts_at, staff_id, rescheduled_count from appointments where id = $1",
          appointmentId,
        )
      )[0],
  };
}
