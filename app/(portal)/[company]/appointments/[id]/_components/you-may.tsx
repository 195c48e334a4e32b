import { mayDo } from "@/components/appointment/may-do";
import { Note } from "@/components/ui/note";
import type { AppointmentPage } from "@/lib/web/portal-page";

import { whyText } from "./why-text";

type Props = { page: AppointmentPage };

/** Why a button is missing, or asks for a reason; nothing where the member may do everything. */
export function YouMay({ page }: Props) {
  const { appointment, appointments } = page;
  const { reschedule, cancel, status, mayChange } = appointment;
  const move = mayDo("reschedule", appointment);
  const cancellation = mayDo("cancel", appointment);
  if (move === "yes" && cancellation === "yes") return null;

  if (status === "cancelled") {
    return (
      <Note title={appointments("youMay.cancelledTitle")}>
        <p>{appointments("youMay.cancelledText")}</p>
      </Note>
    );
  }
  if (reschedule.refusal === "appointment-over") {
    return (
      <Note title={appointments("youMay.overTitle")}>
        <p>{whyText(page, reschedule)}</p>
      </Note>
    );
  }
  if (!mayChange) return <Note title={appointments("youMay.readOnly")} />;

  const why = [...new Set([whyText(page, reschedule), whyText(page, cancel)])].join(" ").trim();
  if (move !== "no" && cancellation !== "no") {
    return (
      <Note tone="info" title={appointments("youMay.withReason")}>
        <p>{appointments("youMay.withReasonText", { why })}</p>
      </Note>
    );
  }

  return (
    <Note tone="info" title={appointments(`youMay.${missing(move, cancellation)}`)}>
      <p>
        {why} {appointments("youMay.askManager")}
      </p>
    </Note>
  );
}

function missing(move: string, cancellation: string): string {
  if (move === "no" && cancellation === "no") return "neither";

  return move === "no" ? "noMove" : "noCancel";
}
