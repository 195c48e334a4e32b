"use server";

import { moveSchema } from "@/lib/appointments/schema";
import { rescheduleAppointment } from "@/lib/appointments/service/reschedule-appointment";
import { action } from "@/lib/web/action";

/** The same move as on the appointment's page; the calendar stays where it is and says what came of it. */
export const dropAction = action(moveSchema.omit({ holdId: true }), (ctx, input) =>
  rescheduleAppointment(ctx, { ...input, holdId: undefined }),
);
