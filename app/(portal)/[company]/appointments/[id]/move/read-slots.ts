import { listFreeSlots, nearestFreeSlots } from "@/lib/appointments/service/free-slots";
import { localDate } from "@/lib/shared/format";
import { daySchema } from "@/lib/shared/schema";
import { orNotFound } from "@/lib/web/page-context";
import type { AppointmentPage } from "@/lib/web/portal-page";

import type { MoveQuery } from "../_components/move-query";

/** How many days with free times a page shows. */
export const DAYS_SHOWN = 7;

/** Free times of one person (the present one by default) or of all; a wanted time is in reach. */
export async function readSlots(page: AppointmentPage, query: MoveQuery) {
  const { ctx, appointment, venue } = page;
  const [wantedAt, wantedStaff] = query.slot?.split("|") ?? [];
  const staff = query.staff ?? wantedStaff ?? appointment.staff.id;
  const from = query.from ?? (wantedAt === undefined ? undefined : startOf(wantedAt));
  const free = await orNotFound(
    listFreeSlots(ctx, {
      appointmentId: appointment.id,
      ...(staff !== "all" && { staffId: staff }),
      ...(from !== undefined && { from }),
    }),
  );
  const gone = query.taken;
  const nearest =
    gone === undefined || staff === "all"
      ? []
      : await nearestFreeSlots(ctx, {
          appointmentId: appointment.id,
          staffId: staff,
          startsAt: new Date(gone),
        });

  return { free, nearest, staff };

  /** A wanted time further away than a page of days begins the page. */
  function startOf(instant: string): string | undefined {
    const days = (new Date(instant).getTime() - ctx.now.getTime()) / 86_400_000;

    return days < DAYS_SHOWN
      ? undefined
      : daySchema.safeParse(localDate(instant, venue.timeZone)).data;
  }
}
