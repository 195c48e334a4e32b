import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import type { ManagedPage } from "@/lib/web/managed-page";

/** The company asks for another time: said first, with its reason, and that nothing is lost meanwhile. */
export function NewTimeAsked({ page }: { page: ManagedPage }) {
  const { appointment, customer, href } = page;
  const { newTimeAskedAt, newTimeReason, reschedule, company } = appointment;
  if (newTimeAskedAt === null || reschedule.refusal !== null) return null;

  return (
    <Note
      tone="warn"
      title={customer("asked.title")}
      actions={
        <ButtonAnchor variant="primary" href={`${href}/move`}>
          {customer("asked.action")}
        </ButtonAnchor>
      }
    >
      <p>{customer("asked.text", { company: company.name })}</p>
      {newTimeReason !== null && newTimeReason !== "" && (
        <p className="wrap-anywhere">{customer("asked.reason", { reason: newTimeReason })}</p>
      )}
    </Note>
  );
}
