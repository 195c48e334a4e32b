import { ActionForm } from "@/components/form/action-form";
import { ButtonAnchor } from "@/components/ui/button-anchor";
import { Note } from "@/components/ui/note";
import { SubmitButton } from "@/components/ui/submit-button";
import type { LapsedHold } from "@/lib/appointments/service/find-lapsed-hold";
import { formatDay, formatTime } from "@/lib/shared/format";
import type { ManagedPage } from "@/lib/web/managed-page";

import { holdSlotAction } from "../actions";
import { CustomerPage } from "./customer-page";
import { ManagedFields } from "./managed-fields";
import { NearestSlots } from "./nearest-slots";
import { ownZone, whenOnBothClocks } from "./own-clock";

type Props = { page: ManagedPage; lapsed: LapsedHold | null };

/** The five minutes are over, or the slot was given back: nothing has changed, and here is how to go on. */
export function HoldGone({ page, lapsed }: Props) {
  const { customer, href } = page;
  const isFree = lapsed?.isStillFree === true;

  return (
    <CustomerPage page={page} path="/move">
      <h1>{customer("confirm.gone")}</h1>
      {isFree ? (
        <ReserveAgain page={page} lapsed={lapsed} />
      ) : (
        <ChooseNearest page={page} lapsed={lapsed} />
      )}
      <ButtonAnchor size="block" href={`${href}/move`}>
        {customer(isFree ? "confirm.back" : "confirm.again")}
      </ButtonAnchor>
      <ButtonAnchor size="block" href={href}>
        {customer("confirm.keep")}
      </ButtonAnchor>
    </CustomerPage>
  );
}

function ReserveAgain({ page, lapsed }: { page: ManagedPage; lapsed: LapsedHold }) {
  const { appointment, customer, common, reader, ctx } = page;
  const { startsAt, staff } = lapsed;
  const own = ownZone(page, startsAt);
  const said = {
    day: formatDay(startsAt, reader, ctx.now),
    time: formatTime(startsAt, reader),
  };

  return (
    <>
      <Note tone="warn" title={customer("confirm.stillFree", said)}>
        {own && <p>{own}</p>}
        <p>{customer("refused.stands", { when: whenOnBothClocks(page, appointment.startsAt) })}</p>
      </Note>
      <ActionForm action={holdSlotAction} referenceLabel={common("problem.reference")}>
        <ManagedFields page={page} />
        <input type="hidden" name="slot" value={`${startsAt.toISOString()}|${staff.id}`} />
        <SubmitButton size="block" pendingLabel={customer("move.pending")}>
          {customer("confirm.reserve")}
        </SubmitButton>
      </ActionForm>
    </>
  );
}

/** Somebody else has it by now: the nearest times; or nothing is known of it any more. */
function ChooseNearest({ page, lapsed }: Props) {
  const { customer, common, appointment } = page;
  if (lapsed === null || lapsed.nearest.length === 0) {
    return (
      <Note tone="warn" title={customer("confirm.goneHint")}>
        <p>{whenOnBothClocks(page, appointment.startsAt)}</p>
      </Note>
    );
  }

  return (
    <ActionForm action={holdSlotAction} referenceLabel={common("problem.reference")}>
      <ManagedFields page={page} />
      <NearestSlots page={page} slots={lapsed.nearest} />
      <SubmitButton size="block" pendingLabel={customer("move.pending")}>
        {customer("move.continue")}
      </SubmitButton>
    </ActionForm>
  );
}
