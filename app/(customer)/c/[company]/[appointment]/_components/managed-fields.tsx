import type { ManagedPage } from "@/lib/web/managed-page";

/** Whose form this is, and the version that the customer is looking at. */
export function ManagedFields({ page }: { page: ManagedPage }) {
  const { appointment } = page;

  return (
    <>
      <input type="hidden" name="company" value={appointment.company.slug} />
      <input type="hidden" name="appointmentId" value={appointment.id} />
      <input type="hidden" name="version" value={appointment.version} />
    </>
  );
}
