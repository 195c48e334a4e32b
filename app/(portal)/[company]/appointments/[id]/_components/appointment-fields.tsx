import type { AppointmentPage } from "@/lib/web/portal-page";

/** Whose form this is, and the version that the member is looking at. */
export function AppointmentFields({ page: { company, appointment } }: { page: AppointmentPage }) {
  return (
    <>
      <input type="hidden" name="company" value={company.slug} />
      <input type="hidden" name="appointmentId" value={appointment.id} />
      <input type="hidden" name="version" value={appointment.version} />
    </>
  );
}
