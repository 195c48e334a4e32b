import type { Stretch } from "@/lib/calendar/schema";

/** How high an hour is drawn, in rem: a quarter of an hour still holds a line. */
export const HOUR_REM = 4.5;

const rem = (minutes: number) => `${String((minutes / 60) * HOUR_REM)}rem`;

/** Where a stretch of a day is drawn in a column that shows some hours. */
export function placeOf({ from, to }: Stretch, hours: Stretch): { top: string; height: string } {
  const begins = Math.max(from, hours.from);

  return {
    top: rem(begins - hours.from),
    height: rem(Math.max(0, Math.min(to, hours.to) - begins)),
  };
}
