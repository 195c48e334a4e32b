/** What a mail about an appointment can tell; the queue's check constraint says the same. */
export const APPOINTMENT_NEWS = [
  "booked",
  "rescheduled",
  "cancelled",
  "changed",
  "restored",
  "reminder",
  "new_time",
] as const;
export type AppointmentNews = (typeof APPOINTMENT_NEWS)[number];

/** Said to customers alone: who works there has a calendar. */
export const CUSTOMER_NEWS: ReadonlySet<AppointmentNews> = new Set(["reminder", "new_time"]);
